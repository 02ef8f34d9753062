// The unit tests of src/auth alone: what mutation testing runs for each mutant that a test reaches.
import config from '../../jest.config.js';

const [unit] = config.projects;

export default {
  ...unit,
  rootDir: '../..',
  testMatch: ['<rootDir>/src/auth/**/*.spec.ts'],
  // thousands of mutated tokens for each mutant would take days
  globals: { mutationCount: 500 },
};
