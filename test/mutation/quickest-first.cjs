const { readRecord } = require('./jest-circus-quick.cjs');

/** The order of the test files: the quickest first, since the first failure ends the run of a mutant. */
module.exports = class QuickestFirst {
  shard(tests) {
    return tests;
  }

  sort(tests) {
    const duration = ({ path, context }) => readRecord(context.config.rootDir)[path]?.duration ?? 0;
    return tests
      .map((test) => ({ test, duration: duration(test) }))
      .sort((a, b) => a.duration - b.duration)
      .map(({ test }) => test);
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};
