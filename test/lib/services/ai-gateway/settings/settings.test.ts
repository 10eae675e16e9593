import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsInForce } from '../../../../../lib/services/ai-gateway/settings/in-force';
import { loadGatewayConfig } from '../../../../../lib/services/ai-gateway/settings/load';
import { gatewayConfig } from '../../../../../lib/services/ai-gateway/settings/schema';

let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'gateway-settings-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });

function file(text: string): string {
  const path = join(folder, 'gateway.yaml');
  writeFileSync(path, text);
  return path;
}

const WEAK = { weakenedTo: 'allow', reason: 'synthetic data in a demonstration', owner: 'platform team', expires: '2026-12-31' };

describe('a weakened guard', () => {
  const config = gatewayConfig.parse({ pii: { toModel: WEAK } });

  test('holds to its last day, and then gives way to the default', () => {
    expect(settingsInForce(config, '2026-12-31').settings.pii.toModel).toBe('allow');
    expect(settingsInForce(config, '2027-01-01').settings.pii.toModel).toBe('mask');
  });

  test('is listed for the log either way', () => {
    expect(settingsInForce(config, '2026-12-01').weakenings).toEqual([{ at: 'pii.toModel', value: 'allow', expires: '2026-12-31', expired: false }]);
    expect(settingsInForce(config, '2027-12-01').weakenings).toEqual([expect.objectContaining({ expired: true })]);
    expect(settingsInForce(gatewayConfig.parse({}), '2026-12-01').weakenings).toEqual([]);
  });

  test.each(['reason', 'owner', 'expires'])('is refused without %s', (field) => {
    expect(gatewayConfig.safeParse({ pii: { toModel: { ...WEAK, [field]: undefined } } }).success).toBe(false);
  });

  test('is never a plain word', () => {
    for (const weak of [{ pii: { toModel: 'allow' } }, { firewall: { mode: 'observe' } }, { audit: { whenUnavailable: 'spool' } }, { output: { secrets: 'allow' } }, { clientSystemMessages: 'allow' }]) {
      expect(gatewayConfig.safeParse(weak).success).toBe(false);
    }
  });
});

describe('the configuration', () => {
  test('is complete without a file', () => {
    const config = loadGatewayConfig({ modelName: 'example' });
    expect(config.models.map(({ name, kind }) => [name, kind])).toEqual([['example', 'chat']]);
  });

  test('takes whole sections from the environment before those of the file', () => {
    const config = loadGatewayConfig({ file: file('limits: { maxOutputTokens: 10, bodyBytes: 4096 }\nunknownFields: strip\n'), overrides: '{"limits":{"maxOutputTokens":20}}' });
    expect(config.limits.maxOutputTokens).toBe(20);
    expect(config.limits.bodyBytes).toBe(2 * 2 ** 20);
    expect(config.unknownFields).toBe('strip');
  });

  test.each([
    ['an unknown key', 'firewal: {}', /firewal/],
    ['a wrong type', 'limits: { bodyBytes: big }', /limits\.bodyBytes/],
    ['broken YAML', 'a: [', /YAML/],
    ['a key twice', 'tools: []\ntools: []', /YAML/],
    ['a list', '- a', /object/],
    ['a tool that is not defined', 'models: [{ name: a, tools: [x] }]', /tools of model 'a'.*"x"/],
    ['retrieval without an embedding model', 'models: [{ name: a, retrieval: { collection: c } }]', /embedding/],
    ['two models of one name', 'models: [{ name: a }, { name: a }]', /name of its own/],
    ['thresholds in the wrong order', 'firewall: { flagAt: 0.9, denyAt: 0.2 }', /denyAt/],
  ])('with %s gets one clear error', (_case, text, message) => {
    expect(() => loadGatewayConfig({ file: file(text) })).toThrow(message);
  });

  test('that cannot be read says which file', () => {
    expect(() => loadGatewayConfig({ file: join(folder, 'missing.yaml') })).toThrow(/missing\.yaml/);
    expect(() => loadGatewayConfig({ overrides: '{' })).toThrow(/environment/);
  });
});
