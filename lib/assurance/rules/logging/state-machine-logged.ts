import { every, isFalse, oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const stateMachineLogged: Rule = {
  id: 'StateMachineLogged',
  title: 'executions are logged, without what passes through them',
  why: 'who ran what is asked for afterwards; what passed is prompts and data',
  fix: 'set LoggingConfiguration with level ALL or ERROR and IncludeExecutionData false',
  severity: 'warning',
  controls: ['LOG-01', 'LOG-02'],
  types: ['AWS::StepFunctions::StateMachine'],
  check: (machine) => every([
    property(machine, ['LoggingConfiguration', 'Level'], oneOf(['ALL', 'ERROR'])),
    property(machine, ['LoggingConfiguration', 'IncludeExecutionData'], isFalse('yes')),
  ]),
};
