// The unit tests of src/auth alone: what mutation testing runs for each mutant that a test reaches.
import config from '../../jest.config.js';

const [unit] = config.projects;

export default {
  ...unit,
  rootDir: '../..',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['<rootDir>/src/auth/**/*.spec.ts'],
  // Stryker wants jest-circus in the name
  testRunner: '<rootDir>/test/mutation/jest-circus-quick.cjs',
  testSequencer: '<rootDir>/test/mutation/quickest-first.cjs',
  // thousands of mutated tokens and of requests for each mutant would take days
  globals: { mutationCount: 100, requestCount: 200 },
};
