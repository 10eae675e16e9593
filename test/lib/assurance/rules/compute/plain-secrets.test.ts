import { judgePlainSecret } from '../../../../../lib/assurance/rules/compute/plain-secrets';
import { opaque, Unknown } from '../../../../../lib/assurance/template';

test.each([
  [
    'PASSWORD', 'hunter2', 'fail'], ['db.password', 'hunter2', 'fail'], ['clientSecret', 'abc', 'fail'], ['SESSION_TOKEN', 'abcdef', 'fail'], ['STRIPE_API_KEY', 'abc',
    'fail'], ['GOOGLE_APPLICATION_CREDENTIALS', '/etc/key.json', 'pass',
  ],
  [
    'MAX_TOKENS', '1024', 'pass'], ['TOKENIZERS_PARALLELISM', 'false', 'pass'], ['PASSWORD_FILE', '/run/secrets/db', 'pass'], ['SECRET_NAME', 'prod/db', 'pass'], ['USE_TOKEN',
    'true', 'pass'], ['ACCESS_TOKEN', '', 'pass',
  ],
  ['URL', 'https://example.com/a:b@c', 'pass'], ['URL', 'https://user:pass@example.com', 'fail'], ['X', 'AKIAIOSFODNN7EXAMPLE', 'fail'], ['X', 'xAKIAIOSFODNN7EXAMPLEx', 'pass'],
  [
    'X', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl', 'fail'], ['API_KEY', opaque('T.Key~any'), 'unknown'], ['API_KEY', opaque('T.Secret.Arn'),
    'pass'], ['NAME', opaque('T.Key~any'), 'pass',
  ],
  ['ANYTHING', opaque('resolve:secretsmanager:x', 'any'), 'fail'], ['ANYTHING', opaque('resolve:ssm-secure:x', 'any'), 'fail'], ['LOG_LEVEL', opaque('resolve:ssm:level', 'any'), 'pass'],
])('%s = %s is %s', (name, value, kind) => {
  expect(judgePlainSecret(name, value, []).kind).toBe(kind);
});

test('an unknown value matters only under the name of a secret', () => {
  const unknown = new Unknown({ code: 'Test' }, 'x');
  expect(judgePlainSecret('DB_PASSWORD', unknown, []).kind).toBe('unknown');
  expect(judgePlainSecret('DB_HOST', unknown, []).kind).toBe('pass');
});
