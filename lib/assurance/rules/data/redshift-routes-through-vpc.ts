import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const redshiftRoutesThroughVpc: Rule = {
  id: 'RedshiftRoutesThroughVpc',
  title: 'copies between warehouse and storage stay within the VPC',
  why: 'otherwise they go over the internet, past endpoint policies',
  fix: 'set EnhancedVpcRouting to true',
  severity: 'error',
  controls: ['DAT-03', 'NET-06'],
  types: ['AWS::Redshift::Cluster', 'AWS::RedshiftServerless::Workgroup'],
  check: (cluster) => property(cluster, ['EnhancedVpcRouting'], isTrue()),
};
