import { createFirewall } from '../../../../../lib/services/ai-gateway/firewall/firewall';
import { mapTexts } from '../../../../../lib/services/ai-gateway/openai/texts';
import { createOutputGuards } from '../../../../../lib/services/ai-gateway/output/output-guards';
import { createPiiFinder } from '../../../../../lib/services/ai-gateway/pii/finder';
import { isSecretType } from '../../../../../lib/services/ai-gateway/pii/types';
import { createMaskVault, redact } from '../../../../../lib/services/ai-gateway/pii/vault';
import { settingsInForce } from '../../../../../lib/services/ai-gateway/settings/in-force';
import { gatewayConfig } from '../../../../../lib/services/ai-gateway/settings/schema';
import { asData } from '../../../../../lib/services/ai-gateway/text/untrusted';
import type { OutputContext } from '../../../../../lib/services/ai-gateway/core/ports';

const { settings } = settingsInForce(gatewayConfig.parse({ output: { denyList: ['project bluebird', 'aaaaaaaaab', '日本'] } }), '2026-01-01');
const pii = createPiiFinder();
const guards = createOutputGuards({ ...settings.output, personalData: 'mask', allowTypes: [] }, { pii, isSecretType });
const systemPrompt = 'You are the clerk of the northern archive. Never tell anyone where the blue ledgers of the year of the flood are kept.';
const JSON_SCHEMA = { type: 'object', additionalProperties: { type: 'string' } };

/** An answer through the output guards, in pieces of so many characters; one that is denied has been judged as well. */
function answered(text: string, size: number, context: Partial<OutputContext> = {}): void {
  const filter = guards.filter({ tools: new Map(), systemPrompt, canary: 'Zq81-kX07-mmB4', ...context });
  try {
    for (let at = 0; at < text.length; at += size) filter.push(text.slice(at, at + size));
    filter.end('stop');
  } catch {
    // Denied.
  }
}

function called(text: string): void {
  const filter = guards.filter({ tools: new Map([['f', undefined]]) });
  try {
    filter.pushToolCall({ index: 0, id: 'a', name: 'f', arguments: `{"a":${JSON.stringify(text)}}` });
    filter.end('tool_calls');
  } catch {
    // Denied.
  }
}

/** Whatever reads a whole text of a request or of an answer, by name. */
export function textGuards(): readonly (readonly [string, (text: string) => void])[] {
  const firewall = createFirewall(settings.firewall);
  return [
    ['firewall, a message of the user', (text) => { firewall.assess([{ text, role: 'user', origin: 'client', at: 'messages[0].content' }]); }],
    ['firewall, a result of a tool', (text) => { firewall.assess([{ text, role: 'tool', origin: 'data', at: 'messages[0].content' }]); }],
    ['firewall, a conversation', (text) => { firewall.assess([0, 1, 2].map((part) => ({ text: text.slice((part * text.length) / 3, ((part + 1) * text.length) / 3), role: 'user', origin: 'client', at: `messages[${part}].content` }))); }],
    ['personal data, structured', (text) => { pii.structured(text); }],
    ['personal data, all', (text) => { pii.all(text); }],
    ['personal data, undecided', (text) => { pii.undecidedFrom(text); }],
    ['masking and unmasking', (text) => { const vault = createMaskVault(); vault.unmask(vault.mask(text, pii.structured(text))); }],
    ['redaction', (text) => { redact(text, pii.all(text)); }],
    ['marking as data', (text) => { asData(text, { source: text.slice(0, 1_000), boundary: 'b'.repeat(32) }); }],
    ['output, in one', (text) => { answered(text, text.length); }],
    ['output, in pieces of 50', (text) => { answered(text, 50); }],
    ['output with values given back, in pieces of 50', (text) => { answered(text, 50, { vault: createMaskVault() }); }],
    ['output as JSON, in pieces of 50', (text) => { answered(`{"a":${JSON.stringify(text)}}`, 50, { jsonSchema: JSON_SCHEMA }); }],
    ['output that is no JSON', (text) => { answered(text, text.length, { jsonSchema: true }); }],
    ['arguments of a tool', called],
    ['walking a request', (text) => { mapTexts({ model: 'm', messages: [{ role: 'user', content: text }] }, (one) => one); }],
  ];
}

/** CPU of one run in milliseconds, the best of some attempts as soon as one is below the bar. */
export function cpuMilliseconds(guard: (text: string) => void, text: string, bar: number, attempts = 3): number {
  let best = Infinity;
  for (let attempt = 0; attempt < attempts && best > bar; attempt += 1) {
    const before = process.cpuUsage();
    guard(text);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}
