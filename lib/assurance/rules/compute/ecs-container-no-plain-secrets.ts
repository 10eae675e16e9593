import { every, everyItem } from '../outcome';
import type { Rule } from '../rule';
import { CONTAINER_TYPES, everyContainer, POD_CONTAINERS } from './containers';
import { everyPlace, places } from './places';
import { judgeCredentialText, judgePlainSecret, judgeSecretEntry } from './plain-secrets';

export const ecsContainerNoPlainSecrets: Rule = {
  id: 'EcsContainerNoPlainSecrets',
  title: 'no secret stands in a container definition',
  why: 'whoever may describe a task definition reads its environment, and so does everyone who reads the template',
  fix: 'keep the secret in Secrets Manager and name it in Secrets, or in SecretOptions for a log driver',
  severity: 'error',
  controls: ['SUP-05', 'AI-05'],
  types: CONTAINER_TYPES,
  check: (resource) => every([
    everyContainer(resource, (container, path) => every([
      everyItem(container, ['Environment'], (item, where) => judgeSecretEntry(item, 'Value', [...path, ...where])),
      ...['Command', 'EntryPoint'].map((name) => everyItem(container, [name], (item, where) => judgeCredentialText(item, [...path, ...where]))),
      ...places(container, ['LogConfiguration', 'Options', '*'], path).map((option) => judgePlainSecret(String(option.path.at(-1)), option.value, option.path)),
    ])),
    everyPlace(resource, POD_CONTAINERS.map((container) => [...container, 'Env', '*']), (item, path) => judgeSecretEntry(item, 'Value', path)),
  ]),
};
