import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'out/', 'cdk.out/', '**/cdk.out/', 'lib/services/bundled/', '.jsii-gate/'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-extraneous-class': ['error', { allowStaticOnly: true }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  // what runs in the account logs to standard output; the command line prints
  { files: ['lib/services/**', 'lib/cli/**', 'lib/build/**', 'bin/**', 'test/bench/**', 'test/fuzz/**', 'test/mutation/**'], rules: { 'no-console': 'off' } },
);
