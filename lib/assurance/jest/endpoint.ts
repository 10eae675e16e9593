import type { Endpoint } from '../network';
import type { Facts } from '../template';

/** The network's name of an end: resources may be named by construct path or logical id. What names none is left to the network. */
export function endpointIn(facts: Facts, end: Endpoint): Endpoint {
  const exact = facts.resources.filter(({ logicalId, path }) => logicalId === end || path === end || path === `${end}/Resource`);
  const [only, ...more] = new Set(exact.map(({ template, logicalId }) => `${template}.${logicalId}`));
  return only === undefined || more.length > 0 ? end : only;
}
