import { at, text, type Resource, type Value } from '../../template';
import { either, PRESENT, property } from '../outcome';
import type { Rule, RuleContext } from '../rule';

export const lambdaFailedEventsKept: Rule = {
  id: 'LambdaFailedEventsKept',
  title: 'events that a function failed on are kept',
  why: 'An event that is dropped after the last attempt is lost without a trace.',
  fix: 'set DeadLetterConfig, or a destination for failures',
  severity: 'warning',
  controls: ['LOG-05'],
  types: ['AWS::Lambda::Function'],
  check: (resource, context) => either([
    property(resource, ['DeadLetterConfig', 'TargetArn'], PRESENT),
    ...context.ofType('AWS::Lambda::EventInvokeConfig').filter((each) => isNamed(at(each.properties, 'FunctionName'), resource, context))
      .map((each) => property(each, ['DestinationConfig', 'OnFailure', 'Destination'], PRESENT)),
  ]),
};

function isNamed(value: Value | undefined, resource: Resource, context: RuleContext): boolean {
  const name = text(value);
  return typeof name === 'string' && context.named(name) === resource;
}
