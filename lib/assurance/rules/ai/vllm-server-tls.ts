import { CONTAINER_TYPES } from '../compute/containers';
import { every } from '../outcome';
import type { Rule } from '../rule';
import { everyInferenceServer, judgeFlag } from './vllm';

export const vllmServerTls: Rule = {
  id: 'VllmServerTls',
  title: 'inference servers speak TLS and ask callers for a certificate',
  why: 'prompts and answers cross the network, and whoever reaches the port may ask',
  fix: 'pass --ssl-certfile, --ssl-keyfile, --ssl-ca-certs and --ssl-cert-reqs 2',
  severity: 'error',
  controls: ['API-05', 'NET-03'],
  types: CONTAINER_TYPES,
  check: (resource) => everyInferenceServer(resource, (server) => every([...['--ssl-certfile', '--ssl-keyfile', '--ssl-ca-certs'].map((name) => judgeFlag(server, name, (value) => typeof value === 'string')),
    judgeFlag(server, '--ssl-cert-reqs', (value) => value === '2')])),
};
