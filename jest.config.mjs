export default {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/jest/set-up.mjs',
  globalTeardown: '<rootDir>/test/jest/tear-down.mjs',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': '<rootDir>/test/jest/transform.mjs' },
  moduleFileExtensions: ['ts', 'tsx', 'mjs', 'js', 'json'],
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  maxWorkers: 2,
  testTimeout: 20_000,
};
