import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { keysAt, placesOf, renderGatewaySchema, renderJsonSchema } from '../../../lib/config/json-schema';

const CONFIG = resolve(__dirname, '../../../config');
const FILE = resolve(CONFIG, 'platform.schema.json');

it('fails when config/platform.schema.json is stale (renew it: npm run schema)', () => expect(readFileSync(FILE, 'utf8')).toBe(renderJsonSchema()));

it('fails when config/gateway.schema.json is stale (renew it: npm run schema)', () => expect(readFileSync(resolve(CONFIG, 'gateway.schema.json'), 'utf8')).toBe(renderGatewaySchema()));

it('holds gateway.settings to the schema of the gateway', () => {
  const schemas = new Ajv2020({ strict: false, formats: { uri: true, date: true } });
  schemas.addSchema(JSON.parse(renderGatewaySchema()), 'gateway.schema.json');
  const { properties } = JSON.parse(renderJsonSchema());
  const settings = schemas.compile(properties.gateway.properties.settings);
  expect([settings({ approvals: { reviewerGroups: ['a'] } }), settings({ approvals: { reviewers: ['a'] } })]).toEqual([true, false]);
});

it('describes every key', () => {
  const undescribed: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('properties' in node && typeof node.properties === 'object' && node.properties !== null) {
      for (const [key, child] of Object.entries(node.properties)) {
        if (typeof child !== 'object' || child === null || !('description' in child)) undescribed.push(`${path}.${key}`);
        walk(child, `${path}.${key}`);
      }
    }
    for (const part of ['items', 'additionalProperties'] as const) if (part in node) walk(Object.entries(node).find(([name]) => name === part)?.[1], `${path}[]`);
  };
  walk(JSON.parse(readFileSync(FILE, 'utf8')), '');
  expect(undescribed).toEqual([]);
});

it('lets an editor complete regions and refuse unknown keys', () => {
  expect(JSON.parse(renderJsonSchema())).toMatchObject({ additionalProperties: false, properties: { region: { enum: expect.arrayContaining(['eu-central-1', 'us-gov-west-1', 'cn-north-1']) } } });
});

it('knows which keys may stand where', () => {
  expect(keysAt(['network', 'dnsFirewall'])).toEqual(['mode', 'allowedDomains', 'justification']);
  expect(keysAt(['tenants', 0, 'throttle'])).toEqual(['ratePerSecond', 'burst']);
  expect(placesOf('maxInstances')).toEqual(['inference.maxInstances']);
});
