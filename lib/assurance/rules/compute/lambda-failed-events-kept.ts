import { at } from '../../template';
import { names } from '../network/references';
import { either, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const lambdaFailedEventsKept: Rule = {
  id: 'LambdaFailedEventsKept',
  title: 'events that a function failed on are kept',
  why: 'an event that is dropped after the last attempt is lost without a trace',
  fix: 'set DeadLetterConfig, or a destination for failures',
  severity: 'warning',
  controls: ['LOG-05'],
  types: ['AWS::Lambda::Function'],
  check: (resource, context) => either([
    property(resource, ['DeadLetterConfig', 'TargetArn'], PRESENT),
    ...context.ofType('AWS::Lambda::EventInvokeConfig').filter((each) => names(at(each.properties, 'FunctionName'), resource, context) === 'yes')
      .map((each) => property(each, ['DestinationConfig', 'OnFailure', 'Destination'], PRESENT)),
  ]),
};
