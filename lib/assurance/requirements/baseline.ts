import type { Requirement } from './requirement';

const DATABASES = ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::Neptune::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain', 'AWS::ElastiCache::*', 'AWS::MemoryDB::Cluster', 'AWS::Redshift::Cluster', 'AWS::EFS::MountTarget'];

/** What any deployment would promise. */
export const BASELINE: readonly Requirement[] = [
  {
    id: 'BASE.no-internet-to-data', controls: ['NET-02'], title: 'no packet gets from the internet to a database', fix: 'put it into a subnet without a route to an internet gateway, and name its callers in its security group', whenAbsent: 'not-applicable',
    question: { kind: 'no-path', from: 'internet', to: { type: DATABASES } },
  },
];
