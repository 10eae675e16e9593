import { ofText } from '../compute/expectations';
import { either, PRESENT, property, trilean } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerMonitoringScheduled: Rule = {
  id: 'SagemakerMonitoringScheduled',
  title: 'monitoring runs on a schedule, against a baseline',
  why: 'without a baseline nobody can say that something drifted',
  fix: 'set a ScheduleExpression, and the constraints of a baseline',
  severity: 'warning',
  controls: ['LOG-06'],
  types: ['AWS::SageMaker::MonitoringSchedule', 'AWS::SageMaker::DataQualityJobDefinition', 'AWS::SageMaker::ModelBiasJobDefinition', 'AWS::SageMaker::ModelExplainabilityJobDefinition', 'AWS::SageMaker::ModelQualityJobDefinition'],
  check: (resource) => {
    if (resource.type === 'AWS::SageMaker::MonitoringSchedule') return property(resource, ['MonitoringScheduleConfig', 'ScheduleConfig', 'ScheduleExpression'], ofText('a repeated run', (written) => trilean(written.startsWith('cron('))));
    const baseline = `${resource.type.replace(/^.*::|JobDefinition$/g, '')}BaselineConfig`;
    return either([property(resource, [baseline, 'ConstraintsResource', 'S3Uri'], PRESENT), property(resource, [baseline, 'BaseliningJobName'], PRESENT)]);
  },
};
