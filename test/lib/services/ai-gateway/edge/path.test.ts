import { rewritePath } from '../../../../../lib/services/ai-gateway/edge/path';

test.each([
  ['/v1/chat/completions', '/v1/chat/completions'],
  ['/prod/v1/chat/completions', '/v1/chat/completions'],
  ['/v1/models?x=1', '/v1/models'],
  ['/healthz', '/healthz'],
])('%s is routed as %s', (url, path) => {
  expect(rewritePath(url)).toBe(path);
});

test.each([
  '/v1/%63hat/completions', '/v1//chat/completions', '//v1/chat/completions', '/v1/chat/completions/..', '/v1/./models', '/v1/models;a=b', '/v1/models%00', '/V1/models', '/v1\\models',
  '/prod/v1//models', '/a/b/v1/models', 'http://other/v1/models', '*', '', '/v1/models#x', '/v1/models/', `/${'a'.repeat(5_000)}`, '/v1/modèls', '/prod/v1/%2e%2e/admin',
])('%s is no other spelling of a route', (url) => {
  expect(['/v1/chat/completions', '/v1/models', '/healthz']).not.toContain(rewritePath(url));
});
