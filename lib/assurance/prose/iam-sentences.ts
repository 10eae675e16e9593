import { explain } from '../iam/explain';
import type { Step } from '../verdict';
import { listed, words, type Details, type Sentences } from './words';

/** Codes of which `explain` has the sentence. */
const OF_DECISIONS = [
  'ActionDiffers', 'ResourceDiffers', 'PrincipalDiffers', 'PrincipalExcepted', 'ConditionNotMet', 'NotAllowedBy', 'NotGranted', 'RootCannotAssumeRoles', 'PolicyUnresolved', 'DeniedBy',
] as const;

const ROUTES: Details = {
  IdentityPolicy: 'its identity policies', ResourcePolicy: 'the policy of the resource', KmsGrant: 'a grant on the key', ResourcePolicyAndIdentityPolicy: 'identity policy and policy of the resource together',
};

/** What decides about requests, or leaves it open. */
export const IAM_SENTENCES: Sentences = {
  ...Object.fromEntries(OF_DECISIONS.map((code) => [code, (details: Details) => reason({ code, ...details })])),
  ActionUndecided: ({ action, patterns }) => `whether ${words(action)} is among ${words(patterns)} depends on what is not told`,
  AllowedByOneOnly: () => 'one policy allows the request and the other does not',
  AllowsNoMore: () => 'whatever the one allows, the other allows too',
  AwsManagedPolicyNotAtHand: ({ arn }) => `the text of the AWS managed policy ${words(arn)} is not at hand`,
  ConditionNotDecided: (details) => `condition ${condition(details)} is beyond what is decided exactly`,
  ConditionOperatorUnknown: ({ operator, key }) => `condition operator ${words(operator)} (on ${words(key)}) is not known`,
  ConditionUndecided: ({ operator, key, policyValues, requestValues }) => `whether ${words(operator)} ${words(key)} ${words(policyValues)} holds for ${requestValues === null ? 'an absent key' : words(requestValues)} depends on what is not told`,
  ConditionWithoutValues: (details) => `condition ${condition(details)} has no values`,
  DependsOnSymbol: ({ dimension }) => `it depends on what ${words(dimension)} is compared with, which is known at deployment only`,
  ForAnyValueIfExists: (details) => `AWS documents two answers for ${condition(details)} on an absent key`,
  ForAnyValueIfExistsOnAbsentKey: (details) => `AWS documents two answers for ${condition(details)} on an absent key`,
  GrantedBy: ({ route }) => `granted by ${words(typeof route === 'string' ? ROUTES[route] ?? route : route)}`,
  GranteeUndecided: ({ name, grantee }) => `whether the grant to ${words(grantee)} means ${words(name)} depends on what is not told`,
  KeyOfTwoKinds: (details) => `the key of ${condition(details)} is compared as two kinds of value`,
  KmsActionAcrossAccounts: () => 'which KMS actions work across accounts is not documented for it',
  KmsGrantAcrossAccounts: () => 'a KMS grant to another account is not decided here',
  KmsGrantContextKeys: () => 'a KMS grant limits the encryption context, and which context the call has is not told',
  KmsGrantWithinBoundary: () => 'how a KMS grant and a permissions boundary work together is not documented',
  ManyValuesWithoutSetOperator: (details) => `which of several values ${condition(details)} takes is not documented`,
  NoAllowedRequest: ({ principals }) => `no request of the question is allowed, whatever its action, resource and context${callers(principals)}`,
  NotResourceWithoutVariable: ({ patterns }) => `NotResource ${words(patterns)} depends on a policy variable that the request may lack`,
  NullNotDecided: (details) => `condition ${condition(details)} is not written as AWS documents Null`,
  NullWithSetOperator: (details) => `condition ${condition(details)} puts a set operator before Null`,
  OperatorHasNoComparison: ({ operator }) => `operator ${words(operator)} compares nothing`,
  PolicyValueNotAnArn: ({ policyValue, values, key }) => `${words(policyValue ?? values)}${key === undefined ? '' : ` (of ${words(key)})`} is no ARN`,
  PolicyVariablesUndecided: () => 'the policies use variables in a way that is not decided here',
  PrincipalInAttachedPolicy: () => 'a policy that is attached to an identity names a principal, which AWS refuses',
  PrincipalNotGiven: () => 'a statement of a resource policy names no principal',
  PrincipalPartlyExcepted: () => 'NotPrincipal excepts only a part of what the principal is',
  PrincipalUndecided: ({ name }) => `whether the statement means the principal${name === undefined ? '' : ` as ${words(name)}`} depends on what is not told`,
  PrivateUseCharacter: ({ texts }) => `${words(texts)} holds a character that is reserved here`,
  RcpNotReliedOn: () => 'resource control policies may not cover the service, so what they deny is not relied on',
  ResourceAccountUndecided: ({ owner, account }) => `whether ${words(owner)} is ${words(account)} is known at deployment only`,
  ResourceNotGiven: () => 'a statement names no resource',
  ResourcePolicyNotGiven: ({ resource }) => `the policy of ${resource === undefined ? 'the resource' : words(resource)} has a say and is not at hand`,
  ResourceUndecided: ({ resource, patterns }) => `whether ${words(resource)} is among ${words(patterns)} depends on what is not told`,
  RouteUndecided: ({ route }) => `whether ${words(typeof route === 'string' ? ROUTES[route] ?? route : route)} grants it cannot be told`,
  SearchBound: ({ dimension, branches }) => `the search gave up ${dimension === undefined ? `after ${words(branches)} branches` : `on ${words(dimension)}`}`,
  StatementUndecided: ({ layer, policy, index, sid, effect }) => `whether statement ${words(index)}${sid === undefined ? '' : ` (${words(sid)})`} of ${words(layer)} policy ${words(policy)}, ${effect === 'Deny' ? 'a Deny' : 'an Allow'}, applies cannot be told`,
  SymbolUndecided: ({ requestValue, policyValue, key, values }) => (key === undefined ? `whether ${words(requestValue)} is ${words(policyValue)} is known at deployment only` : `what ${words(key)} is compared with (${words(values)}) is known at deployment only`),
  TooManyWildcards: ({ where }) => `${words(where)} holds more wildcards than are decided`,
  TooManyVariables: ({ texts }) => `${words(texts)} hold more policy variables than are told apart`,
  ValueNotOfOperatorType: ({ operator, requestValue, policyValue, values, key }) => `${key === undefined ? `${words(requestValue)} or ${words(policyValue)}` : `${words(values)} (of ${words(key)})`} is no value for ${words(operator)}`,
  ValuesDiffer: ({ requestValue, policyValue }) => `${words(requestValue)} is not ${words(policyValue)}`,
  VariableHasManyValues: ({ variable, key }) => `policy variable ${words(variable ?? key)} can have several values`,
  VariableMissing: ({ variable, policyValue }) => `the request has no ${words(variable)}, which ${words(policyValue)} needs`,
  VariableValueHasWildcard: ({ variable, texts }) => `${words(variable ?? texts)} brings a wildcard in by a policy variable`,
  WitnessDidNotReplay: ({ decision, replayed }) => `the search found a request, and the evaluator decides it otherwise (${words(decision ?? replayed)}): neither is trusted`,
};

/** Everybody is proved kind by kind; named principals one by one. */
function callers(principals: unknown): string {
  if (typeof principals === 'number') return ` (${String(principals)} ${principals === 1 ? 'kind' : 'kinds'} of principal, each proved)`;
  return Array.isArray(principals) && principals.length > 0 ? `, for ${words(principals)}` : '';
}

function condition({ operator, key, values, policyValues }: Details): string {
  const wanted = values ?? policyValues;
  return `${words(operator)} ${words(key)}${Array.isArray(wanted) ? ` [${listed(wanted.map(words))}]` : ''}`;
}

/** `explain` has the sentence of every reason of a decision; a decision of one reason gives that one. */
function reason(step: Step): string {
  const [, line = step.code] = explain({ kind: 'unknown', decidedBy: [], because: [step], layers: [], assumptions: [] }).split('\n');
  return line.trim();
}
