import { at } from '../../template';
import { atMost, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { byWord } from '../network/told';
import { METHOD } from './methods';

/** Milliseconds; answers that are streamed may take as long as a model talks. */
const LONGEST = { buffered: 29_000, streamed: 300_000, route: 30_000 } as const;

export const apiIntegrationBounded: Rule = {
  id: 'ApiIntegrationBounded',
  title: 'API waits for an answer for a bounded time',
  why: 'requests that hang hold connections and model slots until nobody else gets one',
  fix: `set TimeoutInMillis to at most ${String(LONGEST.buffered)}, or ${String(LONGEST.streamed)} where the answer is streamed`,
  severity: 'error',
  controls: ['API-06'],
  types: [METHOD, 'AWS::ApiGatewayV2::Integration'],
  check: (resource) => {
    if (resource.type !== METHOD) return property(resource, ['TimeoutInMillis'], atMost(LONGEST.route, 'yes'));
    const integration = at(resource.properties, 'Integration');
    return byWord(at(integration, 'Type'), (type) => (type === 'MOCK' ? skip('AnswersByItself') : byWord(at(integration, 'ResponseTransferMode'), (mode) =>
      property(resource, ['Integration', 'TimeoutInMillis'], atMost(mode === 'STREAM' ? LONGEST.streamed : LONGEST.buffered, 'yes')))));
  },
};
