import { isTrue, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const rdsInsightsCustomerKey: Rule = {
  id: 'RdsInsightsCustomerKey',
  title: 'statements in Performance Insights are encrypted with a key of the customer',
  why: 'they are kept apart from the database, with what was asked',
  fix: 'set PerformanceInsightsKMSKeyId to a key of yours',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database, context) => (property(database, ['EnablePerformanceInsights'], isTrue()).kind === 'fail'
    ? skip('NoPerformanceInsights')
    : keyAt(database, context, database.type === 'AWS::RDS::DBCluster' ? 'PerformanceInsightsKmsKeyId' : 'PerformanceInsightsKMSKeyId')),
};
