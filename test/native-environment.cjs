const { TestEnvironment } = require('jest-environment-node');

/** Gives tests Node's own require (test/native-modules.cjs) and a switch for CDK's template validator, which does not see a test's copy of process.env. */
module.exports = class NativeEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.nativeRequire = (path) => require(path);
    this.global.validateTemplates = (wanted) => {
      process.env.CDK_VALIDATION = String(wanted);
    };
    // Unit tests look at one construct, so the template validator, most of a synthesis' CPU, is off; test/snapshot switches it on.
    process.env.CDK_VALIDATION = 'false';
  }
};
