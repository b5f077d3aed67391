/**
 * Holds a network namespace: runs in it as long as it is to be, since it goes with the last
 * process. First argument: how many addresses there are.
 *
 * stdout: {"event": "ready"}, then an answer to each line of stdin.
 * stdin:  {"id", "url"}; the answer is {"event": "answer", "id", "body"}, or "error" for "body".
 */
import { execFileSync } from 'node:child_process';
import { createInterface } from 'node:readline';

const addresses = Array.from({ length: Number(process.argv[2]) }, (_, n) => {
  return `10.77.0.${n + 1}`;
});
const [first] = addresses;
execFileSync('ip', ['-batch', '-'], {
  input: [
    'link set lo up',
    ...addresses.map((address) => `address add ${address}/32 dev lo`),
    // Who binds to none dials from the first, and not from whatever it dials.
    ...addresses.map((to) => `route change local ${to} dev lo table local src ${first}`),
    '',
  ].join('\n'),
});

const say = (event, details) => console.log(JSON.stringify({ event, ...details }));

createInterface({ input: process.stdin }).on('line', async (line) => {
  const { id, url } = JSON.parse(line);
  try {
    say('answer', { id, body: await (await fetch(url)).text() });
  } catch (error) {
    say('answer', { id, error: `${error.cause ?? error}` });
  }
});
say('ready');
