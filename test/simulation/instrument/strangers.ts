import type { Line } from '../../../background/platform/memory/line.ts';
import type { BlockRange } from '../../../src/protocol/peer-wire/message.ts';
import { peerIdOf, ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import type { Simulation } from './simulation.ts';

/** A peer that is no engine, and where it waits to be dialled. */
export interface Stranger {
  readonly address: string;
  /** "host:port". */
  readonly endpoint: string;
}

type Answer = (range: BlockRange, peer: ScriptedPeer) => void;

const PORT = 6881;

/** Someone who says to have everything, unchokes everyone, and answers requests as told. */
export async function startStranger(
  simulation: Simulation,
  line: Partial<Line>,
  answer: Answer,
): Promise<Stranger> {
  const { world, torrent } = simulation;
  const address = simulation.place(line);
  const at = { host: address, port: PORT };
  await ScriptedPeer.listen(world, at, torrent, (peer) => {
    peer.shakeHands({ peerId: peerIdOf(address) });
    peer.sendBitfield(() => true);
    peer.serve((range) => answer(range, peer));
  });
  return { address, endpoint: `${address}:${PORT}` };
}

/** One whose blocks are wrong, each or by chance once in `times`. */
export function startPoisoner(
  simulation: Simulation,
  line: Partial<Line>,
  times = 1,
): Promise<Stranger> {
  return startStranger(simulation, line, (range, peer) =>
    peer.sendBlock(range, simulation.random.integer(times) === 0),
  );
}

/** One that is asked and never answers. */
export function startTarPit(simulation: Simulation): Promise<Stranger> {
  return startStranger(simulation, {}, () => {});
}
