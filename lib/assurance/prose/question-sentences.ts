import { words, type Sentences } from './words';

/** What requirements and the access model say of what they are about. */
export const QUESTION_SENTENCES: Sentences = {
  AllAllowed: ({ actions, resources }) => `${words(actions)} on ${words(resources)} is allowed, as it has to be`,
  AllowedEverything: ({ holder }) => `${words(holder)} may do everything`,
  AttributeNotKnown: ({ wanted, attribute, resource }) => `attribute ${words(wanted ?? attribute ?? '')}${resource === undefined ? '' : ` of ${words(resource)}`} is not told`,
  ChainUndecided: ({ from, via, to }) => `whether ${words(from ?? via)} can come to hold ${words(to)} cannot be told`,
  EscalationOpen: ({ method, actions }) => `it may make itself more powerful by ${words(actions)} (${words(method)})`,
  ExceptionUndecided: ({ principal }) => `whether ${words(principal)} is among the exceptions cannot be told`,
  IsThere: ({ resources }) => `${words(resources)} is there`,
  ManagedPolicyNotInTemplates: ({ arn }) => `managed policy ${words(arn)} is in none of the templates`,
  NameUndecided: ({ name, in: where }) => `which resource ${words(name)} means in ${words(where)} cannot be told`,
  NoEndpointOfService: ({ service }) => `there is no VPC endpoint of ${words(service)}`,
  NoResourceOfRequests: ({ resource, type }) => `requests about ${words(resource)}, a ${words(type)}, are not known here`,
  NoWayToEscalate: ({ ways }) => `none of ${Array.isArray(ways) ? String(ways.length) : 'the'} known ways to become more powerful is open`,
  NotNamed: () => 'the policy does not tell to which identity it is attached',
  PermissionIncomplete: ({ resource }) => `permission ${words(resource)} does not tell who may do what`,
  PolicyMalformed: ({ problems }) => `the policy is not one that IAM takes (${words(problems)})`,
  PolicyNotAtHand: () => 'the text of the policy is not at hand',
  PolicyNotJson: ({ message }) => `the text of the policy is no JSON (${words(message)})`,
  PolicyNotNamed: () => 'which managed policy is attached is not told',
  PolicyTextNotTold: ({ text }) => `the text of the policy, ${words(text)}, is known at deployment only`,
  PolicyWithoutDocument: ({ resource }) => `policy ${words(resource)} has no document`,
  ReachedOnlyBy: ({ end, others }) => `${words(end)} is reached by ${nobody(others)}`,
  ReachesOnly: ({ end, others }) => `${words(end)} reaches ${nobody(others)}`,
  RulesHold: ({ rules, resources }) => `${words(rules)} held on ${words(resources)} ${resources === 1 ? 'resource' : 'resources'}`,
  IsNotThere: ({ selector }) => `nothing in the templates is ${words(selector)}`,
  SelectionUndecided: ({ selector, resource }) => `whether ${words(resource)} is meant by ${words(selector)} cannot be told`,
  SelectorMatchesNothing: ({ selector, rules }) => `nothing in the templates is ${selector === undefined ? `judged by ${words(rules)}` : words(selector)}: a promise about nothing is not kept`,
  SelectsNoPrincipal: ({ selector }) => `${words(selector)} means no role and no user`,
  SelectsNothingOnTheNetwork: ({ selector }) => `what ${words(selector)} means has no place on the network`,
};

function nobody(others: unknown): string {
  return Array.isArray(others) && others.length === 0 ? 'nothing' : `${words(others)} alone`;
}
