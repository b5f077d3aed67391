import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { useWindow } from './use-window.ts';

describeWith('chromium', () => {
  const ui = useWindow();

  const bar = () => ui.page.$eval('.status-bar', (element) => element.textContent);

  test('the status bar tells of the DHT, the address outside, and who reaches us', async () => {
    await ui.open('detailed');
    const said = await bar();
    for (const part of [
      '5.03 MB/sof 10.0 MB/s',
      'DHT: 312 nodes',
      '203.0.113.7',
      'Listening on port 6881',
      '· reachable',
    ]) {
      expect(said).toContain(part);
    }
  });

  test.each([
    ['starting', 'DHT starting'],
    ['off', 'DHT off'],
    ['unavailable', 'No DHT'],
  ] as const)('a DHT that is %s: %s', async (state, words) => {
    await ui.open('mix');
    await ui.page.evaluate((now) => {
      const dht = {
        state: now,
        error: null,
        nodes: 0,
        networkSize: 0,
        externalAddresses: [],
        readOnly: false,
        downRate: 0,
        upRate: 0,
      };
      globalThis.harness.engine.setStatus({ dht });
    }, state);
    await ui.sees(words);
  });

  test('the alternative limits are turned on and off in one click', async () => {
    await ui.open('detailed');
    await ui.click('button', 'Alternative limits');
    await ui.page.waitForSelector('.bar-button[aria-pressed=true]');
    expect(await bar()).toContain('of 100 kB/s');
    await ui.click('button', 'Alternative limits');
    await ui.page.waitForSelector('.bar-button[aria-pressed=false]');
    expect(await ui.commanded()).toEqual([
      { kind: 'set-settings', changes: { alternative: 'on' } },
      { kind: 'set-settings', changes: { alternative: 'off' } },
    ]);
  });

  test('a schedule that was overruled by hand can be gone back to', async () => {
    await ui.open('scheduled');
    await ui.click('button', 'Alternative limits');
    await ui.sees('The alternative limits stay on until you turn them off.');
    await ui.click('button', 'Follow the schedule again');
    expect(await ui.commanded()).toEqual([
      { kind: 'set-settings', changes: { alternative: 'on' } },
      { kind: 'set-settings', changes: { alternative: 'scheduled' } },
    ]);
  });

  test('all of how Rill stands with the network is one click away, and stays up to date', async () => {
    await ui.open('detailed');
    await ui.page.click('.bar-network');
    await ui.find('dialog', 'Network');
    await ui.sees('Yes: a peer from outside has connected.');
    await ui.sees('Working: 312 nodes known, of about 4,210,000');
    await ui.sees('2.10 kB/s down, 2.90 kB/s up');
    await ui.sees('Working: looks for peers on this network');
    await ui.page.evaluate(() => {
      const error = { fault: 'network', code: 'denied', message: '' } as const;
      globalThis.harness.engine.setStatus({
        reached: false,
        lsd: { state: 'unavailable', error },
      });
    });
    await ui.sees('Not known yet: nobody from outside has connected so far.');
    await ui.sees('Not available. Chrome or a firewall does not allow it.');
    await ui.click('button', 'Settings…');
    await ui.find('dialog', 'Settings');
  });
});
