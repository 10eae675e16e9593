import { idOf } from '../../access/names';
import { together } from '../../access/documents';
import type { Condition, Policy } from '../../iam/policy';
import { accountOf, accountOfArn, type RequestPrincipal } from '../../iam/principal';
import type { PolicyInput } from '../../iam/request';
import { all, type Trilean } from '../../iam/trilean';
import { at, type Resource } from '../../template';
import { oneOf, unknownOutcome } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import { policyIn, unresolved } from '../identity/documents';
import { EVERYTHING, noRequest } from '../identity/proofs';
import { partiesOf, settle, settleText, type Parties } from '../identity/settle';

/** Symmetric, made by KMS and not imported: keys that KMS can rotate. */
export function isRotatable(key: Resource): Trilean {
  const kinds = { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT', Origin: 'AWS_KMS' };
  return all(Object.entries(kinds).map(([name, wanted]) => oneOf([wanted], 'yes').accepts(at(key.properties, name))));
}

/** Somebody whom the key's policy names: the account, a role or a user. */
export interface KeyHolder {
  readonly name: string;
  readonly principal: RequestPrincipal;
  /** The account as a whole: what the policy leaves to it, any of its identity policies may allow. */
  readonly account: boolean;
  /** A role that a service made for itself. */
  readonly ofService: boolean;
}

/** Without a service between. */
export const DIRECTLY: Condition = { operator: 'Null', ifExists: false, key: 'kms:ViaService', values: ['true'] };

/** The holder may do none of it with the key. Somebody named gets what the policy says; of what is left to the account, it is assumed that identity policies allow all. */
export function mayNot(key: Resource, holder: KeyHolder, actions: readonly string[], { input, parties }: KeyReading, conditions: readonly Condition[], code: string): Outcome {
  const resource = { not: false, patterns: [settleText(key.names['Arn'] ?? '*', parties)] };
  const identity = holder.account || accountOf(holder.principal) !== parties.own ? [EVERYTHING] : [];
  const region = { action: { not: false, patterns: actions }, resource, conditions, principals: [holder.principal] };
  return noRequest(
    region,
    { identity, resource: { policy: input, ownerAccount: parties.own } },
    { id: holder.name, path: ['KeyPolicy'], because: [{ code, holder: holder.name }] },
  );
}

/** The key's policy as it reads in the account, with those whom it names. */
export interface KeyReading {
  readonly input: PolicyInput;
  readonly parties: Parties;
  readonly holders: readonly KeyHolder[];
}

export function readKey(key: Resource, context: RuleContext): KeyReading | Outcome {
  const target = context.access().protected(idOf(key));
  const written = target === undefined ? undefined : together(idOf(key), [...(target.policy === undefined ? [] : [target.policy]), ...target.doubtfulPolicies]);
  if (written === undefined) return unknownOutcome({ code: 'NotAmongProtected', service: 'kms' });
  const parties = partiesOf(key, context, [written]);
  const input = settle(written, parties);
  const policy = policyIn(input);
  return policy === undefined ? unresolved(input) : { input, parties, holders: holdersOf(policy) };
}

function holdersOf(policy: Policy): readonly KeyHolder[] {
  const named = policy.statements.flatMap(({ effect, principal }) => (effect === 'Allow' && principal !== undefined && !principal.not ? principal.aws : []));
  return [...new Set(named)].flatMap((name): readonly KeyHolder[] => {
    const account = /^\d{12}$/.test(name) ? name : name.endsWith(':root') ? accountOfArn(name) : undefined;
    if (account !== undefined) return [{
      name: 'account',
      account: true, ofService: false,
      principal: { kind: 'role-session', roleArn: `arn:aws:iam::${account}:role/Anybody`, sessionName: 'session' },
    }];
    return [{
      name,
      account: false,
      ofService: name.includes(':role/aws-service-role/'),
      principal: name.includes(':user/') ? { kind: 'user', arn: name } : { kind: 'role-session', roleArn: name, sessionName: 'session' },
    }];
  });
}
