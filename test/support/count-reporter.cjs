/** Closes a Jest run with the plain line that continuous integration reads: `N passed, N failed`. */
module.exports = class CountReporter {
  onRunComplete(_contexts, results) {
    // a suite that could not even load has no failed test to count, yet it is a failure
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.stdout.write(`\n${String(results.numPassedTests)} passed, ${String(failed)} failed\n`);
  }
};
