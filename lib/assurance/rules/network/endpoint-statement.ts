import type { Condition, Statement } from '../../iam/policy';

const PRINCIPAL_KEYS = ['aws:principalaccount', 'aws:principalorgid', 'aws:principalorgpaths', 'aws:principalarn'];
const RESOURCE_KEYS = ['aws:resourceaccount', 'aws:resourceorgid', 'aws:resourceorgpaths', 's3:resourceaccount', 's3:dataaccesspointaccount'];
const EQUAL = /^(?:String(?:Equals|Like|EqualsIgnoreCase)|Arn(?:Equals|Like))$/;

/**
 * Why a statement of an endpoint policy admits too much; undefined when it does not. Whatever allows every action must bind both the caller and
 * the resource; a statement for chosen actions one of them; a service of AWS acting for itself is bound by that.
 */
export function exceeds(statement: Statement): string | undefined {
  if (statement.effect === 'Deny') return undefined;
  const { action, conditions } = statement;
  const chosen = !action.not && action.patterns.every((pattern) => !pattern.includes('*'));
  if (conditions.some(isAwsService)) return undefined;
  const resource = boundResource(statement) || binds(conditions, RESOURCE_KEYS);
  const principal = boundPrincipal(statement) || binds(conditions, PRINCIPAL_KEYS);
  if (boundResource(statement) && chosen) return undefined;
  if (!resource && !principal) return 'FullAccess';
  if (chosen || (resource && principal)) return undefined;
  return resource ? 'AnyPrincipal' : 'AnyResource';
}

function boundPrincipal({ principal }: Statement): boolean {
  return principal !== undefined && !principal.not && !principal.everyone;
}

/** Every pattern begins with something that tells whose it is: more than a service and a wildcard. */
function boundResource({ resource }: Statement): boolean {
  return resource !== undefined && !resource.not && resource.patterns.every((pattern) => {
    const [arn, , service, region, account, ...rest] = pattern.split(':');
    const name = rest.join(':');
    const told = service === 's3' && account === '' ? /^[^*?]{3}/.test(name) : account !== undefined && account !== '' && !/[*?]/.test(account);
    return arn === 'arn' && region !== undefined && told;
  });
}

function binds(conditions: readonly Condition[], keys: readonly string[]): boolean {
  return conditions.some(({ operator, quantifier, ifExists, key, values }) =>
    keys.includes(key.toLowerCase()) && EQUAL.test(operator) && quantifier !== 'ForAllValues' && !ifExists && values.length > 0 && values.every((value) => /^[^*?]*[^*?:/]{2}/.test(value)));
}

function isAwsService({ operator, key, values, ifExists, quantifier }: Condition): boolean {
  return operator === 'Bool' && !ifExists && quantifier === undefined && key.toLowerCase() === 'aws:principalisawsservice' && values.length > 0 && values.every((value) => value.toLowerCase() === 'true');
}
