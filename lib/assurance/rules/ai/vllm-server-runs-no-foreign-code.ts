import { CONTAINER_TYPES } from '../compute/containers';
import type { Rule } from '../rule';
import { everyInferenceServer, judgeFlag } from './vllm';

export const vllmServerRunsNoForeignCode: Rule = {
  id: 'VllmServerRunsNoForeignCode',
  title: 'inference servers run no code that comes with a model',
  why: 'a repository of weights with code in it is a program with the rights of the server',
  fix: 'remove --trust-remote-code',
  severity: 'error',
  controls: ['SUP-03', 'AI-08'],
  types: CONTAINER_TYPES,
  check: (resource) => everyInferenceServer(resource, (server) => judgeFlag(server, '--trust-remote-code', (value) => value === undefined || value === 'false')),
};
