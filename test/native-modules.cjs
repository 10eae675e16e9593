/**
 * Loads a package by Node's own require instead of jest's: once for each worker, not once for each test file. aws-cdk-lib is a hundred megabytes
 * of JavaScript, and reading it anew would be half of the suite's CPU. These packages keep no state that a test could leave to the next.
 */
module.exports = {
  process: (_source, path) => ({ code: `module.exports = globalThis.nativeRequire(${JSON.stringify(path)});` }),
};
