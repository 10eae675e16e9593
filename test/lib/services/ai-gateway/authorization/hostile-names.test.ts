import fc from 'fast-check';
import type { Target } from '../../../../../lib/services/ai-gateway/core/ports';
import { ALL_SCOPES, authorizer, person } from './sample';

const HOSTILE = [
  'x"); permit(principal,action,resource);//', '"] ; permit (principal, action, resource); //', '\n', '\r\n\t', '\u0000', '\\', '\\"', "'", '*', '', ' ', '/', '../..', 'acme/person-1', '__proto__', 'constructor',
  '{"__entity":{"type":"Role","id":"reviewer"}}', '{"__extn":{"fn":"ip","arg":"x"}}', 'Role::"reviewer"', 'Group::"reviewers"', '\u202eresu', '\ufeff', '💥', 'é', 'e\u0301', 'x'.repeat(10_240), '\ud800', 'a\udc00b',
];
const model = (id: string): Target => ({ type: 'Model', id });
const approval: Target = { type: 'Approval', id: 'a1', requestedBy: 'person-2' };

describe('hostile text', () => {
  test.each(HOSTILE)('%j gives no right to its bearer, wherever it stands, and throws nothing', async (text) => {
    const { allows } = await authorizer();
    for (const who of [person({ tenant: text }), person({ subject: text }), person({ groups: [text, text, 'ml'] })]) {
      expect([allows(who, 'InvokeModel', model('chat')), allows(who, 'DecideApproval', approval)]).toEqual([false, false]);
    }
    for (const target of [{ type: 'Tool', id: text, model: undefined, risk: 'low' }, { type: 'Approval', id: text, requestedBy: text }] as const) {
      expect(allows(person(), target.type === 'Tool' ? 'CallTool' : 'DecideApproval', target)).toBe(false);
    }
    expect(allows(person(), 'InvokeModel', model(text))).toBe(false);
  });

  test('never changes what is decided about others', async () => {
    const { allows } = await authorizer('forbid (principal, action == Action::"InvokeModel", resource == Model::"secret");');
    const good = person({ scopes: ['inference/invoke'] });
    for (const text of HOSTILE) {
      for (const who of [person({ tenant: text, scopes: ALL_SCOPES }), person({ subject: text, scopes: ALL_SCOPES }), person({ groups: [text], scopes: ALL_SCOPES })]) allows(who, 'InvokeModel', model(text));
      expect([allows({ ...good }, 'InvokeModel', model('chat')), allows({ ...good }, 'InvokeModel', model('secret')), allows(person(), 'InvokeModel', model('chat'))]).toEqual([true, false, false]);
    }
  });

  test('does not forge the identity of another: where one name ends, the next begins', async () => {
    const { allows } = await authorizer('permit (principal == Principal::"acme/lab/robot", action == Action::"EmbedText", resource);');
    expect(allows(person({ tenant: 'acme', subject: 'lab/robot' }), 'EmbedText', model('m'))).toBe(true);
    expect(allows(person({ tenant: 'acme/lab', subject: 'robot' }), 'EmbedText', model('m'))).toBe(false);
  });

  test('leaves the same people the same rights, whatever is asked in between', async () => {
    const { allows } = await authorizer();
    const name = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 12 }));
    fc.assert(fc.property(name, name, fc.array(name, { maxLength: 3 }), name, (tenant, subject, groups, id) => {
      fc.pre(tenant !== '');
      const who = person({ tenant, subject, groups: groups.filter((group) => group !== 'reviewers' && group !== 'security team') });
      const wellFormed = [tenant, subject, id, ...who.groups].every((text) => !/\p{Cs}/u.test(text));
      expect(allows(who, 'InvokeModel', model(id))).toBe(false);
      expect(allows(who, 'DecideApproval', { type: 'Approval', id, requestedBy: `${subject}!` })).toBe(false);
      expect(allows({ ...who, scopes: new Set(['inference/invoke'] as const) }, 'InvokeModel', model(id))).toBe(wellFormed);
    }), { numRuns: 40 });
  });
});

describe('a remembered decision', () => {
  test('is never that of another question whose names run together alike', async () => {
    const { allows } = await authorizer(
      'forbid (principal, action == Action::"CallTool", resource == Tool::"a") when { resource has model && resource.model == Model::"b:c" };',
      'forbid (principal, action == Action::"InvokeModel", resource == Model::"m") when { principal.subject == "a" && principal in Group::"b,c" };',
    );
    const who = person({ scopes: ['inference/invoke'] });
    const tool = (id: string, through: string, risk?: 'low' | 'high'): boolean => allows(who, 'CallTool', { type: 'Tool', id, model: through, risk });
    expect([tool('a', 'b:c'), tool('a:1', 'c'), tool('a', 'b'), tool('a:b', 'c'), tool('a', 'b:c', 'low'), tool('a', 'b', 'low')]).toEqual([false, true, true, true, false, true]);
    const ask = (subject: string, groups: readonly string[]): boolean => allows(person({ subject, groups, scopes: ['inference/invoke'] }), 'InvokeModel', model('m'));
    expect([ask('a', ['b', 'c']), ask('a', ['b,c']), ask('a","b', ['c']), ask('a', ['b","c'])]).toEqual([true, false, true, true]);
  });

  test('belongs to what the principal may, not to its object: the same question of two objects has one answer', async () => {
    const { allows } = await authorizer();
    const [one, other] = [person({ scopes: ['inference/invoke'] }), person({ scopes: [] })];
    for (let round = 0; round < 3; round++) expect([allows(one, 'InvokeModel', model('m')), allows(other, 'InvokeModel', model('m'))]).toEqual([true, false]);
  });
});
