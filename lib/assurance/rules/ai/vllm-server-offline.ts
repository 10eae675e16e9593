import { CONTAINER_TYPES } from '../compute/containers';
import { either, every, oneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyInferenceServer } from './vllm';

export const vllmServerOffline: Rule = {
  id: 'VllmServerOffline',
  title: 'inference servers fetch nothing from a model hub, and report nothing',
  why: 'what is fetched when the server starts is not what was verified; reports tell others what runs here',
  fix: 'set HF_HUB_OFFLINE, TRANSFORMERS_OFFLINE and VLLM_NO_USAGE_STATS to 1, and serve from a directory',
  severity: 'error',
  controls: ['SUP-03', 'NET-01'],
  types: CONTAINER_TYPES,
  check: (resource) => everyInferenceServer(resource, ({ variable, path }) => every([
    ...['HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE'].map((name) => valueAt(variable(name), [], ON, [...path, 'Environment', name])),
    either(['VLLM_NO_USAGE_STATS', 'DO_NOT_TRACK'].map((name) => valueAt(variable(name), [], ON, [...path, 'Environment', name]))),
  ])),
};

const ON = oneOf(['1', 'true', 'True', 'TRUE', 'YES', 'ON']);
