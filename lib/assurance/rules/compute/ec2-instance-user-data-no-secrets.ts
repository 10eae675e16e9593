import { isUnknown } from '../../template';
import { every, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { HOST_TYPES } from './hosts';
import { judgeCredentialText, judgePlainSecret } from './plain-secrets';
import { scriptPath, userData } from './user-data';

export const ec2InstanceUserDataNoSecrets: Rule = {
  id: 'Ec2InstanceUserDataNoSecrets',
  title: 'no secret stands in a start script',
  why: 'everything on the instance, and whoever may describe it, reads the script',
  fix: 'fetch the secret from Secrets Manager with the role of the instance',
  severity: 'error',
  controls: ['SUP-04', 'AI-05'],
  types: HOST_TYPES,
  check: (resource) => {
    const script = userData(resource);
    if (script === undefined) return skip('NoUserData');
    const path = scriptPath(resource);
    if (isUnknown(script)) return unknownOutcome({ ...script.cause, property: 'UserData' });
    const assigned = [...script.matchAll(ASSIGNMENT)].map(([, name = '', value = '']) => judgePlainSecret(name, value, path));
    return every([judgeCredentialText(script, path), ...assigned]);
  },
};

/** `export DB_PASSWORD="…"`, `password = …`; a value that the shell computes is not in the script. */
const ASSIGNMENT = /^\s*(?:export\s+|set\s+)?([A-Za-z_][A-Za-z0-9_-]*)\s*=\s*["']?([^\s"'$`;&|<>()]+)["']?\s*$/gm;
