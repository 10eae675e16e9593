/** The card asks for jest; swc strips the types because checking them here costs four times as much (tsc does it once, in `npm run lint`). */
module.exports = {
  testEnvironment: '<rootDir>/test/native-environment.cjs',
  // Cleaning up would look into the natively loaded packages, which outlive a test file on purpose.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '/node_modules/(aws-cdk-lib|constructs|cdk-nag)/(?!testhelpers/).*\\.js$': '<rootDir>/test/native-modules.cjs',
    '^.+\\.(ts|mjs)$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  moduleNameMapper: { '^secure-ai-platform$': '<rootDir>/constructs/index.ts' },
  transformIgnorePatterns: ['/node_modules/(?!(@electric-sql|aws-cdk-lib|constructs|cdk-nag)/)'],
  setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
  globalSetup: '<rootDir>/test/bundle-services.ts',
  reporters: ['default', 'summary', '<rootDir>/test/closing-line-reporter.cjs'],
  maxWorkers: 2,
};
