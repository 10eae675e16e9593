import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { gatewayConfig } from '../../../lib/services/ai-gateway/settings/schema';

const TEXT = readFileSync(resolve(__dirname, '../../../config/gateway.yaml'), 'utf8');
const [HEAD = '', ...BLOCKS] = TEXT.split('\n\n');

test('config/gateway.yaml says the defaults, so that the container of the repository is as strict as one without a file', () => {
  expect(gatewayConfig.parse(parse(TEXT))).toEqual(gatewayConfig.parse({}));
});

test('what stands in it as a comment is understood when the comment signs go', () => {
  const shown = BLOCKS.join('\n').split('\n').map((line) => line.replace(/^(\s*)# ?/, '$1')).join('\n');
  const { models, tools, budgets, firewall } = gatewayConfig.parse(parse(shown));
  expect([models.length, tools.length, Object.keys(budgets.tenants), firewall.reviewAt]).toEqual([2, 2, ['research'], 0.65]);
});

test('its example of a weakening is understood', () => {
  const example = HEAD.split('\n').filter((line) => line.startsWith('#   ')).map((line) => line.slice(4)).join('\n');
  expect(gatewayConfig.parse(parse(example)).firewall.mode).toMatchObject({ value: 'observe', expires: '2027-03-31', fallback: 'enforce' });
});
