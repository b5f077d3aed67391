import { testScenario } from './instrument/scenario.ts';
import { hour } from './scenarios/hour.ts';

testScenario(hour, [1]);
