import { noDeputy } from '../identity/proofs';
import { every, PASS } from '../outcome';
import type { Rule } from '../rule';
import { RESOURCE_POLICIES, resourceDocuments } from './resource-policies';

export const resourcePolicyConfusedDeputySafe: Rule = {
  id: 'ResourcePolicyConfusedDeputySafe',
  title: 'services act on the resource only for this account',
  why: 'a service that acts for everybody does so for an attacker too, if the policy does not ask on whose behalf',
  fix: 'add aws:SourceAccount or aws:SourceArn to statements for services',
  severity: 'error',
  controls: ['IAM-07', 'DAT-04'],
  types: RESOURCE_POLICIES,
  check: (resource, context) => every([
    PASS,
    ...resourceDocuments(resource).map(({ input, path }) => noDeputy(
      resource,
      context,
      input,
      (service) => ({ id: service, path, because: [{ code: 'ServiceActsForStrangers', service }] }),
    )),
  ]),
};
