import { actionsMatching, resourceArnsOf } from '../../iam/metadata';
import { conditionsOf, type WrittenStatement } from './statements';

/** Keys of conditions that narrow down what an action is about, where its resource cannot. */
const SCOPES = /^(?:aws:(?:ResourceTag\/.+|RequestTag\/.+|ResourceAccount|ResourceOrgID|ResourceOrgPaths)|(?!aws:)[a-z0-9-]+:.+)$/i;

/** Some action of the pattern is about resources that could be named; so is one that the data does not know. */
export function takesResources(pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return (resourceArnsOf(pattern) ?? ['*']).length > 0;
  const actions = actionsMatching(pattern);
  return actions.length === 0 || actions.some((action) => (resourceArnsOf(action) ?? []).length > 0);
}

export function isScopedByCondition(statement: WrittenStatement): boolean {
  return conditionsOf(statement).some(({ operator, key }) => SCOPES.test(key) && !/Not|IfExists|Null/.test(operator));
}
