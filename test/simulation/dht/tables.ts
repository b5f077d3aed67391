import { formatEndpoint } from '../../../src/bytes/endpoint.ts';
import { cut, endpointAt } from '../../../src/dht/compact-address.ts';
import { compareDistance } from '../../../src/dht/node-id.ts';
import { NODE_ID_LENGTH, NODE_LENGTH } from '../../../src/protocol/krpc/message.ts';
import type { Participant } from './participant.ts';
import type { Population } from './population.ts';

/** What routing tables hold, by what their nodes would answer others. */
export interface TableFigures {
  /** Of the nodes told of for a target by chance, the part that is not there any more. */
  readonly dead: number;
  /** Of the honest nodes that are closest to a node, the part that it would tell of. */
  readonly nearest: number;
}

/** Nodes whose tables are looked at, and targets asked of each. */
const SAMPLE = 200;
const TARGETS = 4;
/** Of the eight closest that a node tells of a few may be hostile, so not all eight count. */
const NEAREST = 4;

export function tablesOf(population: Population): TableFigures {
  const { honest } = population;
  let told = 0;
  let dead = 0;
  let nearest = 0;
  for (let count = 0; count < SAMPLE; count++) {
    const { node } = population.any();
    for (let at = 0; at < TARGETS; at++) {
      for (const endpoint of told8(node, population.random.bytes(NODE_ID_LENGTH))) {
        told++;
        if (!population.isThere(endpoint)) dead++;
      }
    }
    const known = new Set(told8(node, node.id));
    for (const other of closest(honest, node.id)) {
      if (known.has(formatEndpoint(other.machine.endpoint))) nearest++;
    }
  }
  return { dead: dead / told, nearest: nearest / (SAMPLE * NEAREST) };
}

/** The endpoints of the eight nodes that it would tell of. */
function told8({ asSibling }: Participant['node'], target: Uint8Array): string[] {
  const nodes = asSibling.nodesNear(target);
  return cut(nodes, NODE_LENGTH.ipv4).map((record) =>
    formatEndpoint(endpointAt(record, NODE_ID_LENGTH, 'ipv4')),
  );
}

function closest(all: readonly Participant[], id: Uint8Array): Participant[] {
  const found: Participant[] = [];
  for (const one of all) {
    let at = found.length;
    while (at > 0 && isCloser(one, found[at - 1]!, id)) at--;
    if (at < NEAREST && one.node.id !== id) found.splice(at, 0, one);
    if (found.length > NEAREST) found.pop();
  }
  return found;
}

function isCloser(one: Participant, other: Participant, id: Uint8Array): boolean {
  return compareDistance(one.node.id, 0, other.node.id, 0, id) < 0;
}
