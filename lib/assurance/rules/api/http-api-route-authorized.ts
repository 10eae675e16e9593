import { at, text } from '../../template';
import { every, oneOf, PASS, PRESENT, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { resourceOf } from '../network/references';

export const httpApiRouteAuthorized: Rule = {
  id: 'HttpApiRouteAuthorized',
  title: 'route asks who calls',
  why: 'a route without authorisation is open to the internet; of a WebSocket API it is the connection that counts',
  fix: 'set AuthorizationType to JWT, CUSTOM (each with AuthorizerId) or AWS_IAM',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::ApiGatewayV2::Route'],
  check: (route, context) => {
    const key = text(at(route.properties, 'RouteKey'));
    const api = resourceOf(at(route.properties, 'ApiId'), context);
    const connected = typeof key === 'string' && key !== '$connect' && (/^\$(?:disconnect)$/.test(key) || text(at(api?.properties, 'ProtocolType')) === 'WEBSOCKET');
    if (connected) return skip('AfterConnecting');
    if (typeof key === 'string' && key.startsWith('OPTIONS ')) return skip('Preflight');
    const type = text(at(route.properties, 'AuthorizationType'));
    return every([property(route, ['AuthorizationType'], oneOf(['JWT', 'AWS_IAM', 'CUSTOM'])), type === 'JWT' || type === 'CUSTOM' ? property(route, ['AuthorizerId'], PRESENT) : PASS]);
  },
};
