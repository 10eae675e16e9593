import { at, isUnknown, type Resource } from '../../template';
import { every, oneOf, PASS, PRESENT, property, skip } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { resourceOf } from '../network/references';
import { doubted, told } from '../network/told';

export const httpApiRouteAuthorized: Rule = {
  id: 'HttpApiRouteAuthorized',
  title: 'route asks who calls',
  why: 'a route without authorisation is open to the internet; of a WebSocket API it is the connection that counts',
  fix: 'set AuthorizationType to JWT, CUSTOM (each with AuthorizerId) or AWS_IAM',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::ApiGatewayV2::Route'],
  check: (route, context) => {
    const key = told(at(route.properties, 'RouteKey'));
    if (isUnknown(key)) return doubted(judge(route), key.cause);
    if (key === '$connect' || key === undefined) return judge(route);
    if (key.startsWith('OPTIONS ')) return skip('Preflight');
    const protocol = told(at(resourceOf(at(route.properties, 'ApiId'), context)?.properties, 'ProtocolType'));
    if (key === '$disconnect' || protocol === 'WEBSOCKET') return skip('AfterConnecting');
    return isUnknown(protocol) ? doubted(judge(route), protocol.cause) : judge(route);
  },
};

function judge(route: Resource): Outcome {
  const type = told(at(route.properties, 'AuthorizationType'));
  return every([property(route, ['AuthorizationType'], oneOf(['JWT', 'AWS_IAM', 'CUSTOM'])), type === 'JWT' || type === 'CUSTOM' ? property(route, ['AuthorizerId'], PRESENT) : PASS]);
}
