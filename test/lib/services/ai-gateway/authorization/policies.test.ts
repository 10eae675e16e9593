import type { Scope } from '../../../../../lib/contract/scopes';
import type { Action, Target } from '../../../../../lib/services/ai-gateway/core/ports';
import { ALL_SCOPES, authorizer, person } from './sample';

const NEEDED: readonly [Action, Target, Scope][] = [
  ['InvokeModel', { type: 'Model', id: 'chat' }, 'inference/invoke'],
  ['EmbedText', { type: 'Model', id: 'embedder' }, 'inference/embed'],
  ['ListModel', { type: 'Model', id: 'chat' }, 'models/read'],
  ['QueryCollection', { type: 'Collection', id: 'handbook' }, 'vectors/read'],
  ['WriteCollection', { type: 'Collection', id: 'handbook' }, 'vectors/write'],
  ['DecideApproval', { type: 'Approval', id: 'a1', requestedBy: 'person-2' }, 'approvals/decide'],
];

describe('by the gateway’s own policies', () => {
  test.each(NEEDED)('%s is allowed with its scope and with no other', async (action, target, needed) => {
    const { allows } = await authorizer();
    expect(ALL_SCOPES.filter((scope) => allows(person({ scopes: [scope] }), action, target))).toEqual([needed]);
    expect(allows(person(), action, target)).toBe(false);
  });

  test.each<[string, Target & { type: 'Tool' }, readonly Scope[], boolean]>([
    ['of low risk that the model offers', { type: 'Tool', id: 'clock', model: 'chat', risk: 'low' }, [], true],
    ['of high risk that the model offers', { type: 'Tool', id: 'pay', model: 'chat', risk: 'high' }, ['inference/invoke'], true],
    ['of high risk without the scope', { type: 'Tool', id: 'pay', model: 'chat', risk: 'high' }, ['models/read', 'vectors/write'], false],
    ['of unknown risk with the scope', { type: 'Tool', id: 'pay', model: 'chat' }, ['inference/invoke'], true],
    ['of unknown risk without the scope', { type: 'Tool', id: 'pay', model: 'chat' }, [], false],
    ['of low risk that no model offers', { type: 'Tool', id: 'clock', risk: 'low' }, ALL_SCOPES, false],
    ['of high risk that no model offers', { type: 'Tool', id: 'pay', risk: 'high' }, ALL_SCOPES, false],
  ])('a tool %s', async (_, target, scopes, expected) => {
    expect((await authorizer()).allows(person({ scopes }), 'CallTool', target)).toBe(expected);
  });

  test('reviewers decide, whatever their scopes, and members of other groups do not', async () => {
    const { allows } = await authorizer();
    const target: Target = { type: 'Approval', id: 'a1', requestedBy: 'person-2' };
    for (const groups of [['reviewers'], ['security team'], ['ml', 'reviewers', 'reviewers']]) expect(allows(person({ groups }), 'DecideApproval', target)).toBe(true);
    for (const groups of [[], ['reviewer'], ['Reviewers'], ['reviewers '], ['security', 'team'], ['Role::"reviewer"']]) expect(allows(person({ groups }), 'DecideApproval', target)).toBe(false);
  });

  test('nobody decides about a request of their own, with group, scope, or both', async () => {
    const { allows } = await authorizer();
    const own: Target = { type: 'Approval', id: 'a1', requestedBy: 'person-1' };
    for (const by of [person({ groups: ['reviewers'] }), person({ scopes: ALL_SCOPES }), person({ groups: ['reviewers'], scopes: ALL_SCOPES })]) {
      expect(allows(by, 'DecideApproval', own)).toBe(false);
      expect(allows({ ...by, subject: 'person-10' }, 'DecideApproval', own)).toBe(true);
    }
  });

  test('without a tenant nothing is allowed', async () => {
    const { allows } = await authorizer();
    const nobody = person({ tenant: '', groups: ['reviewers'], scopes: ALL_SCOPES });
    for (const [action, target] of NEEDED) expect([action, allows(nobody, action, target)]).toEqual([action, false]);
    expect(allows(nobody, 'CallTool', { type: 'Tool', id: 'clock', model: 'chat', risk: 'low' })).toBe(false);
  });

  test('an action does not apply to what it is not for, with all scopes', async () => {
    const { allows } = await authorizer('permit (principal, action, resource);');
    expect(allows(person({ scopes: ALL_SCOPES }), 'InvokeModel', { type: 'Tool', id: 'clock', model: 'chat', risk: 'low' })).toBe(false);
    expect(allows(person({ scopes: ALL_SCOPES }), 'WriteCollection', { type: 'Model', id: 'chat' })).toBe(false);
  });
});

describe('a policy of the operator’s own', () => {
  test('gives a model to one group only', async () => {
    const { allows } = await authorizer('forbid (principal, action in [Action::"InvokeModel", Action::"ListModel"], resource == Model::"research") unless { principal in Group::"scientists" };');
    const scopes = ['inference/invoke', 'models/read'] as const;
    expect(allows(person({ scopes, groups: ['scientists'] }), 'InvokeModel', { type: 'Model', id: 'research' })).toBe(true);
    expect(allows(person({ scopes, groups: ['ml'] }), 'InvokeModel', { type: 'Model', id: 'research' })).toBe(false);
    expect(allows(person({ scopes, groups: ['ml'] }), 'ListModel', { type: 'Model', id: 'research' })).toBe(false);
    expect(allows(person({ scopes, groups: ['ml'] }), 'InvokeModel', { type: 'Model', id: 'chat' })).toBe(true);
    expect(allows(person({ groups: ['scientists'] }), 'InvokeModel', { type: 'Model', id: 'research' })).toBe(false);
  });

  test('names a tenant, one person, and a tool of one model', async () => {
    const { allows } = await authorizer(
      'forbid (principal in Tenant::"globex", action == Action::"WriteCollection", resource);',
      'permit (principal == Principal::"acme/robot-7", action == Action::"EmbedText", resource);',
      'forbid (principal, action == Action::"CallTool", resource == Tool::"pay") when { resource has model && resource.model == Model::"chat" };',
    );
    expect(allows(person({ scopes: ['vectors/write'] }), 'WriteCollection', { type: 'Collection', id: 'c' })).toBe(true);
    expect(allows(person({ tenant: 'globex', scopes: ['vectors/write'] }), 'WriteCollection', { type: 'Collection', id: 'c' })).toBe(false);
    expect(allows(person({ subject: 'robot-7' }), 'EmbedText', { type: 'Model', id: 'm' })).toBe(true);
    expect(allows(person({ tenant: 'globex', subject: 'robot-7' }), 'EmbedText', { type: 'Model', id: 'm' })).toBe(false);
    expect(allows(person({ scopes: ['inference/invoke'] }), 'CallTool', { type: 'Tool', id: 'pay', model: 'chat' })).toBe(false);
    expect(allows(person({ scopes: ['inference/invoke'] }), 'CallTool', { type: 'Tool', id: 'pay', model: 'other' })).toBe(true);
  });

  test('that fails while it is evaluated denies, though another would permit', async () => {
    const overflow = 'forbid (principal, action == Action::"InvokeModel", resource) when { 9223372036854775807 + (if resource == Model::"chat" then 1 else 0) == 0 };';
    const { allows } = await authorizer(overflow);
    expect(allows(person({ scopes: ['inference/invoke'] }), 'InvokeModel', { type: 'Model', id: 'chat' })).toBe(false);
    expect(allows(person({ scopes: ['inference/invoke'] }), 'InvokeModel', { type: 'Model', id: 'other' })).toBe(true);
  });
});
