import { testScenario } from './instrument/scenario.ts';
import { flashCrowd } from './scenarios/flash-crowd.ts';

testScenario(flashCrowd, [1]);
