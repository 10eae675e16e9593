import { CONTAINER_TYPES } from '../compute/containers';
import type { Rule } from '../rule';
import { everyInferenceServer, judgeFlag } from './vllm';

export const vllmServerLimitsRequests: Rule = {
  id: 'VllmServerLimitsRequests',
  title: 'inference servers limit how much text one request takes',
  why: 'one request with a context as long as the model allows holds the GPU for everybody else',
  fix: 'pass --max-model-len',
  severity: 'warning',
  controls: ['API-06', 'AI-10'],
  types: CONTAINER_TYPES,
  check: (resource) => everyInferenceServer(resource, (server) => judgeFlag(server, '--max-model-len', (value) => typeof value === 'string')),
};
