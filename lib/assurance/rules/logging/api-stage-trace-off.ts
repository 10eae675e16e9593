import { at, isMap, type Resource, type ValueMap } from '../../template';
import { every, everyItem, isFalse, property, valueAt } from '../outcome';
import type { Rule } from '../rule';

function routes(stage: Resource): ValueMap {
  const settings = at(stage.properties, 'RouteSettings');
  return isMap(settings) ? settings : {};
}

export const apiStageTraceOff: Rule = {
  id: 'ApiStageTraceOff',
  title: 'stage does not log what is asked and answered',
  why: 'the trace writes prompts, answers and tokens into a log in plain text',
  fix: 'set DataTraceEnabled to false',
  severity: 'error',
  controls: ['LOG-02'],
  types: ['AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage'],
  check: (stage) => (stage.type === 'AWS::ApiGatewayV2::Stage'
    ? every([
      property(stage, ['DefaultRouteSettings', 'DataTraceEnabled'], isFalse('yes')),
      ...Object.keys(routes(stage)).map((route) => property(stage, ['RouteSettings', route, 'DataTraceEnabled'], isFalse('yes'))),
    ])
    : everyItem(stage.properties, ['MethodSettings'], (item, path) => valueAt(item, ['DataTraceEnabled'], isFalse('yes'), path))),
};
