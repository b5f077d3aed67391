import { randomSeeds, testScenario } from './instrument/scenario.ts';
import { ALL } from './scenarios/all.ts';

// Half of the hundred; the other file, beside it on another processor, has the other half.
for (const scenario of ALL) testScenario(scenario, randomSeeds(50));
