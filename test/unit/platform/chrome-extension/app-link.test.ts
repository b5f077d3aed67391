import { afterEach, expect, test } from '@jest/globals';
import {
  appState,
  askApp,
} from '../../../../background/platform/chrome-extension/app-link.ts';
import { COMPANION_VERSION } from '../../../../src/api/companion.ts';
import { CONTRACT_VERSION } from '../../../../src/api/contract.ts';

const APP = 'a'.repeat(32);

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'chrome');
});

/** Has the app answer so; undefined: nobody is there. */
function answering(answer: unknown): void {
  const sendMessage = async () => {
    if (answer === undefined) throw new Error('Receiving end does not exist.');
    return answer;
  };
  Object.assign(globalThis, { chrome: { runtime: { sendMessage } } });
}

const hello = (companion: number, contract: number) => ({
  kind: 'hello',
  companion,
  contract,
});

test.each([
  ['ready', hello(COMPANION_VERSION, CONTRACT_VERSION)],
  ['absent', undefined],
  ['absent', 'what an app of somebody else may say'],
  ['old', hello(COMPANION_VERSION - 1, CONTRACT_VERSION)],
  ['old', hello(COMPANION_VERSION, CONTRACT_VERSION - 1)],
  ['old', { kind: 'refused' }],
  ['new', hello(COMPANION_VERSION + 1, CONTRACT_VERSION)],
  ['new', hello(COMPANION_VERSION, CONTRACT_VERSION + 1)],
])('the app is %s when it answers %j', async (state, answer) => {
  answering(answer);
  expect(await appState(APP)).toBe(state);
});

test('an answer that is none is nobody’s', async () => {
  answering({ kind: 'done', more: 1 });
  expect(await askApp(APP, { kind: 'open' })).toBeUndefined();
});
