import type { Rule } from '../rule';
import { judgeNetworkPolicy } from './serverless-search';

export const openSearchServerlessNotPublic: Rule = {
  id: 'OpenSearchServerlessNotPublic',
  title: 'collections are reached through VPC endpoints only',
  why: 'a collection on the internet is guarded by its data policy alone',
  fix: 'in the network policy set AllowFromPublic false and SourceVPCEs',
  severity: 'error',
  controls: ['DAT-04', 'NET-02'],
  types: ['AWS::OpenSearchServerless::SecurityPolicy'],
  check: (policy) => judgeNetworkPolicy(policy),
};
