import { at, isUnknown, type Unknown, type Value } from '../../template';
import { every, fail, PASS, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { CONTAINER_TYPES, CONTAINERS } from './containers';
import { told } from './expectations';
import { everyPlace, type Path } from './places';

export const containerCallsByTls: Rule = {
  id: 'ContainerCallsByTls',
  title: 'what a workload is told to call, it calls by TLS',
  why: 'prompts, tokens and documents cross the network in plain text otherwise',
  fix: 'write https instead of http, also within the network',
  severity: 'warning',
  controls: ['SUP-05', 'NET-05'],
  types: [...CONTAINER_TYPES, 'AWS::Lambda::Function'],
  check: (resource) => every([
    everyPlace(resource, [['Environment', 'Variables', '*']], (value, path) => judgeAddress(String(path.at(-1)), value, path)),
    everyPlace(resource, CONTAINERS.map((container) => [...container, 'Environment', '*']), (item, path) => judgeAddress(told(at(item, 'Name')), at(item, 'Value'), [...path, 'Value'])),
  ]),
};

/** An address that is not told may be a plain one, where the name says that it is an address. */
function judgeAddress(name: string | Unknown | undefined, value: Value | undefined, path: Path): Outcome {
  const written = told(value);
  if (typeof written === 'string') return PLAIN.test(written) ? fail({ path, got: written, because: [{ code: 'PlainHttp', property: path.join('.') }] }) : PASS;
  return isUnknown(written) && (isUnknown(name) || /(?:URL|URI|ENDPOINT|ADDRESS)$/i.test(name ?? '')) ? unknownOutcome({ ...written.cause, property: path.join('.') }) : PASS;
}

/** Calls within the machine do not cross the network. */
const PLAIN = /^(?:http|ws|redis|amqp|mqtt|ftp|ldap):\/\/(?!localhost\b|127\.|169\.254\.|\[::1\])/i;
