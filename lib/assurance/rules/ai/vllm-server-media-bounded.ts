import { CONTAINER_TYPES } from '../compute/containers';
import { oneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyInferenceServer } from './vllm';

export const vllmServerMediaBounded: Rule = {
  id: 'VllmServerMediaBounded',
  title: 'inference servers do not follow where addresses in prompts lead',
  why: 'an address in a prompt that redirects makes the server ask inside the network',
  fix: 'set VLLM_MEDIA_URL_ALLOW_REDIRECTS to 0',
  severity: 'warning',
  controls: ['AI-08', 'NET-01'],
  types: CONTAINER_TYPES,
  check: (resource) => everyInferenceServer(resource, ({ variable, path }) => valueAt(variable('VLLM_MEDIA_URL_ALLOW_REDIRECTS'), [], oneOf(['0', 'false', 'False']), [...path, 'Environment', 'VLLM_MEDIA_URL_ALLOW_REDIRECTS'])),
};
