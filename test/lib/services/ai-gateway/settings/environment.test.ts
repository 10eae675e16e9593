import { readEnvironment } from '../../../../../lib/services/ai-gateway/settings/environment';

const COMPLETE = {
  TOKEN_ISSUER: 'https://issuer.example', TOKEN_AUDIENCE: 'a', INFERENCE_URL: 'https://inference.example:8000', MODEL_NAME: 'm', TLS_SECRET_ARN: 'arn:t',
  AUDIT_BUCKET: 'b', AUDIT_KEY_ARN: 'arn:k', VECTOR_STORE_HOST: 'db.example', VECTOR_STORE_DATABASE: 'vectors', VECTOR_STORE_USER: 'app', GROUP_SCOPES: '{"team":["inference/invoke"]}', SCOPE_CLAIM: '',
};

test('a complete environment is read, and an empty scope claim stays empty: then only groups give scopes', () => {
  expect(readEnvironment(COMPLETE)).toMatchObject({ port: 8443, auditPrefix: 'gateway', scopeClaim: '', groupScopes: { team: ['inference/invoke'] }, vectorStore: { host: 'db.example', port: 5432 } });
});

test('everything that is missing is told at once', () => {
  expect(() => readEnvironment({})).toThrow(/TOKEN_ISSUER[\s\S]*TOKEN_AUDIENCE[\s\S]*INFERENCE_URL[\s\S]*MODEL_NAME[\s\S]*TLS_SECRET_ARN[\s\S]*AUDIT_BUCKET[\s\S]*AUDIT_KEY_ARN/);
});

test.each([['PORT', 'x'], ['METRICS_PORT', '-1'], ['MODEL_NAME', 'a b'], ['TOKEN_ISSUER', 'http://issuer.example'], ['JWKS_URI', 'http://issuer.example/keys'], ['INFERENCE_URL', 'http://inference.example:8000'], ['INFERENCE_URL', 'inference.example'], ['VECTOR_STORE_PORT', '99999'], ['GROUP_SCOPES', '{"a":1}'], ['GROUP_SCOPES', '{']])('%s=%s is refused by name', (name, value) => {
  expect(() => readEnvironment({ ...COMPLETE, [name]: value })).toThrow(name);
});

test('an address that is refused is not told: it may hold a password', () => {
  expect(() => readEnvironment({ ...COMPLETE, INFERENCE_URL: 'https://user:hunter2@inference.example' })).toThrow(/^(?!.*hunter2).*INFERENCE_URL/);
});
