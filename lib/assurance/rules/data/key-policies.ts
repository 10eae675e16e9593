import { idOf } from '../../access/names';
import { together } from '../../access/documents';
import type { Condition, Policy } from '../../iam/policy';
import { accountOfArn, type RequestPrincipal } from '../../iam/principal';
import type { PolicyInput } from '../../iam/request';
import { at, text, type Resource } from '../../template';
import { unknownOutcome } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import { policyIn, unresolved } from '../identity/documents';
import { EVERYTHING, noRequest, type Question } from '../identity/proofs';
import { partiesOf, settle, type Parties } from '../identity/settle';

/** Symmetric, made by KMS and not imported: keys that KMS can rotate. */
export function isRotatable(key: Resource): boolean {
  const [spec, usage, origin] = ['KeySpec', 'KeyUsage', 'Origin'].map((name) => text(at(key.properties, name)));
  return (spec === undefined || spec === 'SYMMETRIC_DEFAULT') && (usage === undefined || usage === 'ENCRYPT_DECRYPT') && (origin === undefined || origin === 'AWS_KMS');
}

/** Of the key; where the template writes none, KMS leaves all to the account. */
export function keyPolicy(key: Resource, context: RuleContext): PolicyInput | undefined {
  const target = context.access().protected(idOf(key));
  return target === undefined ? undefined : together(idOf(key), [...(target.policy === undefined ? [] : [target.policy]), ...target.doubtfulPolicies]);
}

/** Whom the key's policy names, and the account behind each; services are not among them. */
export function keyHolders(policy: Policy): readonly RequestPrincipal[] {
  const named = policy.statements.flatMap(({ effect, principal }) => (effect === 'Allow' && principal !== undefined && !principal.not ? principal.aws : []));
  return [...new Set(named)].flatMap((name): readonly RequestPrincipal[] => {
    if (name.includes(':role/aws-service-role/')) return [];
    const account = /^\d{12}$/.test(name) ? name : accountOfArn(name);
    if (/^\d{12}$/.test(name) || name.endsWith(':root')) return account === undefined ? [] : [{ kind: 'role-session', roleArn: `arn:aws:iam::${account}:role/Anybody`, sessionName: 'session' }];
    return name.includes(':user/') ? [{ kind: 'user', arn: name }] : [{ kind: 'role-session', roleArn: name, sessionName: 'session' }];
  });
}

/** What a holder may do with the key directly, without a service between; whatever its identity policies allow. */
export function mayDirectly(key: Resource, holder: RequestPrincipal, actions: readonly string[], input: PolicyInput, parties: Parties, conditions: readonly Condition[] = []): Outcome {
  const question: Question = { action: { not: false, patterns: actions }, conditions: [{ operator: 'Null', ifExists: false, key: 'kms:ViaService', values: ['true'] }, ...conditions] };
  const resource = { not: false, patterns: [key.names['Arn'] ?? '*'].map((arn) => arn.replaceAll('\u27E6AWS::AccountId\u27E7', parties.own)) };
  return noRequest({ ...question, resource, principals: [holder] }, { identity: [EVERYTHING], resource: { policy: input, ownerAccount: parties.own } }, { because: [{ code: 'AllowedDirectly' }] });
}

/** The key's policy as it reads in the account, with those whom it names. */
export function readKey(key: Resource, context: RuleContext): { readonly input: PolicyInput; readonly parties: Parties; readonly holders: readonly RequestPrincipal[] } | Outcome {
  const written = keyPolicy(key, context);
  if (written === undefined) return unknownOutcome({ code: 'NotAmongProtected', service: 'kms' });
  const parties = partiesOf(key, context, [written]);
  const input = settle(written, parties);
  const policy = policyIn(input);
  return policy === undefined ? unresolved(input) : { input, parties, holders: keyHolders(policy) };
}
