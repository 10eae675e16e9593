/** The card asks for jest; swc strips the types because checking them here costs four times as much (tsc does it once, in `npm run lint`). */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.(ts|mjs)$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  moduleNameMapper: { '^secure-ai-platform$': '<rootDir>/constructs/index.ts' },
  transformIgnorePatterns: ['/node_modules/(?!(@electric-sql)/)'],
  setupFiles: ['<rootDir>/test/offline.ts'],
  setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
  globalSetup: '<rootDir>/test/bundle-services.ts',
  reporters: ['default', 'summary', '<rootDir>/test/closing-line-reporter.cjs'],
  maxWorkers: 2,
};
