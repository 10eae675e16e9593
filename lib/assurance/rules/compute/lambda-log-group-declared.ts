import { at } from '../../template';
import { PASS, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';
import { told } from './expectations';

export const lambdaLogGroupDeclared: Rule = {
  id: 'LambdaLogGroupDeclared',
  title: 'functions log to a log group that somebody set up',
  why: 'the log group that Lambda creates has no key and keeps its events for ever',
  fix: 'set LoggingConfig.LogGroup to a log group of the template',
  severity: 'warning',
  controls: ['LOG-03'],
  types: ['AWS::Lambda::Function'],
  check: (resource, context) => {
    const own = property(resource, ['LoggingConfig', 'LogGroup'], PRESENT);
    const name = told(at(resource.properties, 'FunctionName')) ?? resource.names['Ref'];
    const usual = typeof name === 'string' && context.ofType('AWS::Logs::LogGroup').some((group) => told(at(group.properties, 'LogGroupName')) === `/aws/lambda/${name}`);
    return usual ? PASS : own;
  },
};
