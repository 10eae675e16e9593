import { CONTAINER_TYPES } from '../compute/containers';
import { every } from '../outcome';
import type { Rule } from '../rule';
import { everyInferenceServer, judgeFlag } from './vllm';

export const vllmServerSaysLittle: Rule = {
  id: 'VllmServerSaysLittle',
  title: 'inference servers neither log prompts nor show their interface to browsers',
  why: 'prompts in a log leave the protected store; pages and open origins help whoever looks for a way in',
  fix: 'pass --disable-fastapi-docs and --allowed-origins [], and do not pass --enable-log-requests',
  severity: 'warning',
  controls: ['LOG-02', 'API-08'],
  types: CONTAINER_TYPES,
  check: (resource) => everyInferenceServer(resource, (server) => every([
    judgeFlag(server, '--disable-fastapi-docs', (value) => value !== undefined && value !== 'false'), judgeFlag(server, '--allowed-origins', (value) => typeof value === 'string' && !value.includes('*')),
    judgeFlag(server, '--enable-log-requests', (value) => value === undefined), judgeFlag(server, '--enable-log-outputs', (value) => value === undefined),
  ])),
};
