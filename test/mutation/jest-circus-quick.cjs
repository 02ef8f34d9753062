/**
 * Jest's own runner of a test file, made quick for Stryker, which asks for all of src/auth once a mutant: a file none of
 * whose tests reach the mutant is not even loaded, and nothing more is run once one test has failed.
 */
const crypto = require('node:crypto');
const { readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { createEmptyTestResult } = require('@jest/test-result');
const { default: circus } = require('jest-circus/runner');

/** What the run without a mutant found: the names of each file's tests, and how long the file took. Stays in the sandbox. */
const recordOf = (rootDir) => path.join(rootDir, 'mutation-dry-run.json');

const readRecord = (rootDir) => {
  try {
    return JSON.parse(readFileSync(recordOf(rootDir), 'utf8'));
  } catch {
    return {};
  }
};

let detectedMutant;

/** When each file last detected a mutant: mutants come in the order of the sources, and one file detects many in a row. */
const detections = new Map();
let detectionCount = 0;
const lastDetection = (testPath) => detections.get(testPath) ?? 0;

/** The keys of the test files, made once instead of once a mutant: the first, second ... of its kind in a file stays the same. */
const keyPairs = new Map();
const { generateKeyPairSync } = crypto;
let asked = new Map();
crypto.generateKeyPairSync = (type, options) => {
  const kind = JSON.stringify([type, options]);
  const pairs = keyPairs.get(kind) ?? [];
  const index = asked.get(kind) ?? 0;
  keyPairs.set(kind, pairs);
  asked.set(kind, index + 1);
  return (pairs[index] ??= generateKeyPairSync(type, options));
};

async function runTestFile(globalConfig, config, environment, runtime, testPath, ...rest) {
  const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
  asked = new Map();
  // Stryker's pattern of a thousand names takes a second to try on a thousand tests
  const everyTest = { ...globalConfig, testNamePattern: undefined };
  const run = () => circus(everyTest, config, environment, runtime, testPath, ...rest);
  if (mutant === undefined) return recorded(config.rootDir, testPath, run);
  const wanted = wantedNames(globalConfig.testNamePattern);
  const { names } = readRecord(config.rootDir)[testPath] ?? {};
  if (detectedMutant === mutant || (wanted && names?.every((name) => !wanted.has(name)))) return nothingRun();
  steer(environment, wanted, () => {
    detectedMutant = mutant;
    detections.set(testPath, ++detectionCount);
  });
  return run();
}

/** The names in `(first test)|(second test)`, where Stryker has escaped what means something in a regular expression. */
const wantedNames = (pattern) =>
  pattern &&
  new Set(
    pattern
      .slice(1, -1)
      .split(')|(')
      .map((name) => name.replace(/\\(.)/gs, '$1')),
  );

async function recorded(rootDir, testPath, run) {
  const start = Date.now();
  const result = await run();
  const names = result.testResults.map(({ fullName }) => fullName);
  const record = { ...readRecord(rootDir), [testPath]: { names, duration: Date.now() - start } };
  writeFileSync(recordOf(rootDir), JSON.stringify(record));
  return result;
}

/** Skips the tests that are not wanted, and all that come after one that failed. */
function steer(environment, wanted, onFailure) {
  const handle = environment.handleTestEvent;
  let failed = false;
  environment.handleTestEvent = async (event, state) => {
    await handle?.call(environment, event, state);
    if (event.name === 'run_start' && wanted) skipOthers(state.rootDescribeBlock, [], wanted);
    if (event.name === 'test_start' && failed) event.test.mode = 'skip';
    if (event.name !== 'test_done' || event.test.errors.length === 0) return;
    failed = true;
    onFailure();
  };
}

function skipOthers(block, titles, wanted) {
  for (const child of block.children) {
    const names = [...titles, child.name];
    if (child.type === 'describeBlock') skipOthers(child, names, wanted);
    else if (!wanted.has(names.join(' '))) child.mode = 'skip';
  }
}

/** Jest takes a file without tests for a mistake. */
function nothingRun() {
  const title = 'no test for this mutant';
  const skipped = { ancestorTitles: [], failureDetails: [], failureMessages: [], fullName: title, invocations: 0 };
  const testResults = [{ ...skipped, numPassingAsserts: 0, status: 'pending', title }];
  return { ...createEmptyTestResult(), numPendingTests: 1, skipped: true, testResults };
}

module.exports = Object.assign(runTestFile, { readRecord, lastDetection });
