import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROUTES } from '../../lib/contract/inference-request';
import { ERROR_CODES } from '../../lib/services/ai-gateway/core/error-codes';

const text = readFileSync(join(__dirname, '../../docs/gateway.md'), 'utf8');

test('the gateway’s page lists every code with its status and sentence', () => {
  const rows = Object.entries(ERROR_CODES).map(([code, { status, message }]) => `| \`${code}\` | ${status} | ${message} |`);
  expect(rows.filter((row) => !text.includes(row))).toEqual([]);
});

test('and every route with its scope', () => {
  for (const { path, scope } of ROUTES) {
    expect(text).toContain(path);
    expect(text).toContain(scope);
  }
});
