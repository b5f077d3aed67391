/*
 * A machine whose only network loses its address and gets it again, in a network namespace of
 * its own. Says a line for each datagram of a group that comes back to it. Its argument: the
 * module of NodeMulticast.
 */
import { execSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

const { NodeMulticast } = await import(process.argv[2]);
const GROUP = { host: '239.192.152.143', port: 6771 };
const network = (...commands) => {
  for (const command of commands) execSync(`ip ${command}`);
};
const address = ['addr add 10.9.0.1/24 dev here', 'route add default dev here'];

network(
  'link set lo up',
  'link add here type veth peer name there',
  'link set there up',
  'link set here up',
  ...address,
);
const say = (line) => process.stdout.write(`${line}\n`);
const socket = await new NodeMulticast().join(GROUP, 1, (data, { host }) =>
  say(`${new TextDecoder().decode(data)} from ${host}`),
);
const send = async (text) => {
  socket.send(new TextEncoder().encode(text), GROUP);
  await wait(100);
};
await send('before');
network('addr del 10.9.0.1/24 dev here');
await send('between');
network(...address);
await send('after');
socket.close();
say('end');
