import { randomSeeds, testScenario } from './instrument/scenario.ts';
import { stalls } from './scenarios/stalls.ts';

testScenario(stalls, [1, 2, ...randomSeeds(98)]);
