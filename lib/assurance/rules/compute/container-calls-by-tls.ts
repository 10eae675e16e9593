import { text } from '../../template';
import { fail, PASS } from '../outcome';
import type { Rule } from '../rule';
import { CONTAINER_TYPES, CONTAINERS } from './containers';
import { everyPlace } from './places';

export const containerCallsByTls: Rule = {
  id: 'ContainerCallsByTls',
  title: 'what a workload is told to call, it calls by TLS',
  why: 'prompts, tokens and documents cross the network in plain text otherwise',
  fix: 'write https instead of http, also within the network',
  severity: 'warning',
  controls: ['SUP-05', 'NET-05'],
  types: [...CONTAINER_TYPES, 'AWS::Lambda::Function'],
  check: (resource) => everyPlace(resource, [['Environment', 'Variables', '*'], ...CONTAINERS.map((container) => [...container, 'Environment', '*', 'Value'])], (value, path) => {
    const written = text(value);
    return typeof written === 'string' && PLAIN.test(written) ? fail({ path, got: value, because: [{ code: 'PlainHttp', property: path.join('.') }] }) : PASS;
  }),
};

/** Calls within the machine do not cross the network. */
const PLAIN = /^(?:http|ws|redis|amqp|mqtt|ftp|ldap):\/\/(?!localhost\b|127\.|169\.254\.|\[::1\])/i;
