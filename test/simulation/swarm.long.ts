import { randomSeeds, testScenario } from './instrument/scenario.ts';
import { farPeer } from './scenarios/far-peer.ts';
import { flashCrowd } from './scenarios/flash-crowd.ts';
import { freeRiders } from './scenarios/free-riders.ts';
import { leaving } from './scenarios/leaving.ts';
import { downLimit, upLimit } from './scenarios/limits.ts';
import { partition } from './scenarios/partition.ts';
import { poisoners } from './scenarios/poisoners.ts';

testScenario(flashCrowd, randomSeeds(100));
testScenario(poisoners, randomSeeds(100));
testScenario(freeRiders, randomSeeds(100));
testScenario(farPeer, randomSeeds(100));
testScenario(downLimit, randomSeeds(100));
testScenario(upLimit, randomSeeds(100));
testScenario(partition, randomSeeds(100));
testScenario(leaving, randomSeeds(100));
