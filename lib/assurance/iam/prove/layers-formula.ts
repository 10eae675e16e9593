import { sameText } from '../../template/symbols';
import type { Step } from '../../verdict';
import type { Statement } from '../policy';
import { RCP_SERVICES } from '../layers';
import { meanings, notPrincipalMatches, principalMatches, type MeantAs } from '../principal-match';
import type { RequestPrincipal } from '../principal';
import type { KmsGrant, Layer, PolicyInput, RequestPolicies } from '../request';
import { CROSS_ACCOUNT_KMS, granteeNames } from '../routes';
import type { PolicyPlace } from '../statement';
import { policiesFor } from '../subject-to';
import type { Trilean } from '../trilean';
import { opaque } from './expand';
import { and, FALSE, not, or, TRUE, type Formula } from './formula';
import { keyDimension } from './schema';
import { actionFormula, RESOURCE, statementFormula, type Translation } from './statement-formula';

const RCP_ACTIONS = RCP_SERVICES.map((service) => `${service}:*`);
const ASSUMPTIONS = ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'TagSession', 'SetSourceIdentity'].map((name) => `sts:${name}`);

/** The requests that a layer allows, by the name that it means the principal by, and those that it denies. */
interface LayerFormula {
  readonly allows: Formula;
  readonly denies: Formula;
  readonly grantsTo: (name: MeantAs) => Formula;
}

/** The requests of one principal that all policies together allow. */
export class LayersFormula {
  private readonly policies: RequestPolicies;

  constructor(
    policies: RequestPolicies,
    private readonly principal: RequestPrincipal,
    private readonly translation: Translation,
    /** Whether principal and resource are of one account; undefined for principals of none. */
    private readonly sameAccount: Formula | undefined,
  ) {
    this.policies = policiesFor(principal, policies);
  }

  allowed(): Formula {
    const attached = (layer: Layer, inputs: readonly PolicyInput[]): LayerFormula => this.layer(layer, inputs, 'attached');
    const { permissionsBoundary, session: passed, resource: held, endpoint: passage, scps: control = [], rcps: resourceControl = [] } = this.policies;
    const identity = attached('identity', this.policies.identity);
    const boundary = permissionsBoundary === undefined ? undefined : attached('permissions-boundary', [permissionsBoundary]);
    const session = passed === undefined ? undefined : attached('session', passed);
    const resource = held === undefined ? undefined : this.layer('resource', [held.policy], 'resource');
    const endpoint = passage === undefined ? undefined : this.layer('endpoint', [passage], 'resource');
    const scps = control.map((level) => attached('scp', level));
    const rcps = resourceControl.map((level) => this.rcp(attached('rcp', level)));
    const limiting = [...scps, ...rcps, ...(endpoint === undefined ? [] : [endpoint])];
    const all = [...limiting, identity, ...[boundary, session, resource].flatMap((layer) => (layer === undefined ? [] : [layer]))];
    const limits = and([boundary?.allows ?? TRUE, session?.allows ?? TRUE]);
    return and([
      this.granted(identity, resource, limits, session),
      ...limiting.map((layer) => layer.allows),
      ...all.map((layer) => not(layer.denies)),
    ]);
  }

  private granted(identity: LayerFormula, resource: LayerFormula | undefined, limits: Formula, session: LayerFormula | undefined): Formula {
    const required = this.resourcePolicyRequired();
    const { sameAccount, principal } = this;
    const notGiven = opaque({ code: 'ResourcePolicyNotGiven' });
    const grants = or((this.policies.kmsGrants ?? []).map((grant) => this.grant(grant)));
    if (sameAccount === undefined) {
      const open = principal.kind === 'anonymous' ? this.action(['execute-api:*']) : FALSE;
      return or([resource?.allows ?? and([or([required, open]), notGiven]), grants]);
    }
    const own = this.identitySide(identity, limits, session);
    const direct = resource === undefined ? and([required, notGiven]) : or([resource.grantsTo('self'), resource.grantsTo('everyone'), and([resource.grantsTo('role'), limits])]);
    const inside = or([
      and([not(required), own]),
      and([required, resource?.grantsTo('account') ?? notGiven, own]),
      direct,
      and([grants, or([limits, opaque({ code: 'KmsGrantWithinBoundary' })])]),
    ]);
    const theirs = resource?.allows ?? and([required, notGiven]);
    const usable = or([not(this.action(['kms:*'])), this.action(CROSS_ACCOUNT_KMS), opaque({ code: 'KmsActionAcrossAccounts' })]);
    const across = or([and([theirs, own, usable]), and([grants, or([own, opaque({ code: 'KmsGrantAcrossAccounts' })])])]);
    const rootAssumes = principal.kind === 'root' ? not(this.action(ASSUMPTIONS)) : TRUE;
    return and([rootAssumes, or([and([sameAccount, inside]), and([not(sameAccount), across])])]);
  }

  private identitySide(identity: LayerFormula, limits: Formula, session: LayerFormula | undefined): Formula {
    switch (this.principal.kind) {
      case 'root':
        return TRUE;
      case 'user':
      case 'role-session':
        return and([identity.allows, limits]);
      case 'federated-user':
        return and([identity.allows, limits, session?.allows ?? FALSE]);
      case 'federated':
      case 'service':
      case 'anonymous':
        return FALSE;
    }
  }

  /** KMS keys and roles to assume: identity policies alone do not grant. */
  private resourcePolicyRequired(): Formula {
    // an ARN that is a symbol is a key's, not an alias's
    const symbolic = this.translation.arnSymbols.map((text) => this.resource([`${text}*`], true));
    const key = and([this.action(['kms:*']), not(this.resource(['*'], false)), or([not(this.resource(['*:alias/*'], true)), ...symbolic])]);
    return or([key, this.action(ASSUMPTIONS)]);
  }

  private layer(layer: Layer, inputs: readonly PolicyInput[], place: PolicyPlace): LayerFormula {
    const rules = inputs.flatMap((input) => {
      if ('unresolved' in input) return [];
      const policy = 'name' in input ? input.policy : input;
      return policy.statements.map((statement) => ({ statement, rest: statementFormula(statement, policy.version, place, this.translation) }));
    });
    // whether it allows and whether it denies are two questions
    const missing = (as: Statement['effect']): readonly Formula[] =>
      inputs.flatMap((input) => ('unresolved' in input ? [opaque({ code: 'PolicyUnresolved', layer, policy: input.name, cause: input.unresolved }, as)] : []));
    const applies = (effect: Statement['effect']): Formula =>
      or([...rules.filter(({ statement }) => statement.effect === effect).map(({ statement, rest }) => and([this.meant(statement, place), rest])), ...missing(effect)]);
    return {
      allows: applies('Allow'),
      denies: applies('Deny'),
      grantsTo: (name) =>
        or([...rules.filter(({ statement }) => statement.effect === 'Allow').map(({ statement, rest }) => and([this.meantAs(statement, name), rest])), ...missing('Allow')]),
    };
  }

  private meant(statement: Statement, place: PolicyPlace): Formula {
    return principalFormula(statement, place, this.principal, this.policies.permissionsBoundary !== undefined);
  }

  private meantAs(statement: Statement, name: MeantAs): Formula {
    const element = statement.principal;
    if (element === undefined) return this.meant(statement, 'resource');
    if (element.not) return name === 'everyone' ? this.meant(statement, 'resource') : FALSE;
    return ofTrilean(meanings(element, this.principal)[name], { code: 'PrincipalUndecided', element, name });
  }

  /** An RCP of a service that may not heed it says nothing but what it would say anyway; one action is beyond RCPs. */
  private rcp(layer: LayerFormula): LayerFormula {
    const retires = this.action(['kms:RetireGrant']);
    const heeded = or([this.action(RCP_ACTIONS), opaque({ code: 'RcpNotReliedOn' })]);
    return { ...layer, allows: or([layer.allows, retires, not(heeded)]), denies: and([not(retires), layer.denies, heeded]) };
  }

  private grant(grant: KmsGrant): Formula {
    const names = granteeNames(this.principal);
    const meant = or(names.map((name) => ofTrilean(fromSame(name, grant.granteePrincipal), { code: 'GranteeUndecided', name, grantee: grant.granteePrincipal })));
    const pairs = [...Object.entries(grant.encryptionContextEquals ?? {}), ...Object.entries(grant.encryptionContextSubset ?? {})];
    const context = pairs.map(([name, value]): Formula => ({
      kind: 'text',
      dimension: keyDimension(`kms:EncryptionContext:${name}`),
      quantifier: 'some',
      language: this.translation.lexicon.patterns([value], { wildcards: false, caseless: false, segmentwise: false, variables: false }),
      positive: true,
    }));
    const exact = grant.encryptionContextEquals === undefined ? TRUE : opaque({ code: 'KmsGrantContextKeys', grant });
    return and([this.action(grant.operations.map((name) => `kms:${name}`)), this.resource([grant.key], false), meant, ...context, exact]);
  }

  private action(patterns: readonly string[]): Formula {
    return actionFormula({ not: false, patterns }, this.translation);
  }

  private resource(patterns: readonly string[], wildcards: boolean): Formula {
    const language = this.translation.lexicon.patterns(patterns, { wildcards, caseless: false, segmentwise: false, variables: false });
    return { kind: 'text', dimension: RESOURCE, quantifier: 'some', language, positive: true };
  }
}

/** Whether a statement means the principal at all. */
export function principalFormula(statement: Statement, place: PolicyPlace, principal: RequestPrincipal, hasBoundary: boolean): Formula {
  const element = statement.principal;
  if (place === 'attached') return element === undefined || (element.everyone && !element.not) ? TRUE : opaque({ code: 'PrincipalInAttachedPolicy' }, statement);
  if (element === undefined) return opaque({ code: 'PrincipalNotGiven' }, statement);
  const match = element.not ? notPrincipalMatches(element, statement.effect, principal, hasBoundary) : principalMatches(element, principal);
  return ofTrilean(match.result, match.because[0] ?? { code: 'PrincipalUndecided' }, statement.effect);
}

export function ofTrilean(value: Trilean, cause: Step, about?: unknown): Formula {
  return value === 'yes' ? TRUE : value === 'no' ? FALSE : opaque(cause, about);
}

function fromSame(a: string, b: string): Trilean {
  const same = sameText(a, b);
  return same === undefined ? 'unknown' : same ? 'yes' : 'no';
}
