const { lastDetection, readRecord } = require('./jest-circus-quick.cjs');

/**
 * The order of the test files, since the first failure ends the run of a mutant: those that detected the mutants before this
 * one, then the quickest.
 */
module.exports = class QuickestFirst {
  shard(tests) {
    return tests;
  }

  sort(tests) {
    const record = readRecord(tests[0]?.context.config.rootDir ?? '.');
    const duration = ({ path }) => record[path]?.duration ?? 0;
    return [...tests].sort((a, b) => lastDetection(b.path) - lastDetection(a.path) || duration(a) - duration(b));
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};
