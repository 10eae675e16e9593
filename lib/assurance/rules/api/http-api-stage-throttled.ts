import { at, isUnknown, map } from '../../template';
import { every, property, unknownOutcome, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { LIMITED } from './limits';

const NAMES = ['ThrottlingRateLimit', 'ThrottlingBurstLimit'];

export const httpApiStageThrottled: Rule = {
  id: 'HttpApiStageThrottled',
  title: 'stage of an HTTP or WebSocket API throttles its routes',
  why: 'without a rate of its own one caller takes the whole account\'s quota, and the bill of the models behind',
  fix: 'set ThrottlingRateLimit and ThrottlingBurstLimit in DefaultRouteSettings',
  severity: 'error',
  controls: ['API-02'],
  types: ['AWS::ApiGatewayV2::Stage'],
  check: (stage) => {
    const routes = map(at(stage.properties, 'RouteSettings'));
    if (isUnknown(routes)) return unknownOutcome(routes.cause);
    const special = Object.entries(routes ?? {}).flatMap(([route, settings]) => NAMES.filter((name) => at(settings, name) !== undefined).map((name) => valueAt(settings, [name], LIMITED, ['RouteSettings', route])));
    return every([...NAMES.map((name) => property(stage, ['DefaultRouteSettings', name], LIMITED)), ...special]);
  },
};
