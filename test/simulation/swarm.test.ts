import { testScenario } from './instrument/scenario.ts';
import { farPeer } from './scenarios/far-peer.ts';
import { freeRiders } from './scenarios/free-riders.ts';
import { leaving } from './scenarios/leaving.ts';
import { downLimit, upLimit } from './scenarios/limits.ts';
import { partition } from './scenarios/partition.ts';
import { poisoners } from './scenarios/poisoners.ts';
import { stalls } from './scenarios/stalls.ts';

testScenario(stalls, [1, 1005]);
testScenario(poisoners, [1]);
testScenario(freeRiders, [1]);
testScenario(farPeer, [1]);
testScenario(downLimit, [1]);
testScenario(upLimit, [1]);
testScenario(partition, [1]);
testScenario(leaving, [1]);
