import { at, isUnknown, splitSymbols, text, type Value } from '../../template';
import { fail, PASS, unknownOutcome } from '../outcome';
import type { Outcome } from '../rule';
import { isOpen, told, unread } from './expectations';
import type { Path } from './places';

/** Texts that are credentials whatever they are called. */
const CREDENTIALS: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: 'access key of AWS', pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/ },
  { kind: 'private key', pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/ },
  { kind: 'token of GitHub', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/ },
  { kind: 'token of GitLab', pattern: /\bglpat-[A-Za-z0-9_-]{16,}/ },
  { kind: 'token of Slack', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/ },
  { kind: 'key of a model API', pattern: /\bsk-[A-Za-z0-9_-]{16,}/ },
  { kind: 'token of a model hub', pattern: /\bhf_[A-Za-z0-9]{20,}/ },
  { kind: 'signed token', pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./ },
  { kind: 'password in a URL', pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i },
];

/** What a name ends with that holds a secret. */
const SECRET_NAME = /(?:password|passwd|passphrase|secret|token|api_?key|access_?key(?:_?id)?|secret_?key|private_?key|signing_?key|encryption_?key|auth_?key|credentials?|connection_?string)$/i;
/** Texts that a name like that holds without being secret: a number, a switch, where the secret is kept. */
const HARMLESS = /^(?:\d+|true|false|none|arn:.*|\/[\w./-]+|https?:\/\/[^@]*|s3:\/\/.*|projects\/.*)$/i;
const RESOLVED = /^resolve:(?:secretsmanager|ssm-secure|ssm):/;

/** Whether a text is, or holds, a credential in plain text. A secret that CloudFormation reads while it deploys stands in plain text afterwards. */
export function judgePlainSecret(name: string, value: Value | undefined, path: Path): Outcome {
  const found = text(value);
  if (found === undefined || found === '') return PASS;
  const because = (code: string, kind?: string): Outcome => fail({ id: name, path, because: [{ code, name, ...(kind === undefined ? {} : { kind }) }] });
  if (isUnknown(found)) return SECRET_NAME.test(name) ? unknownOutcome({ ...found.cause, name, property: path.join('.') }) : PASS;
  const credential = CREDENTIALS.find(({ pattern }) => pattern.test(found));
  if (credential !== undefined) return because('CredentialInText', credential.kind);
  const symbols = splitSymbols(found).flatMap((part) => (part.kind === 'symbol' ? [part] : []));
  if (symbols.some((symbol) => RESOLVED.test(symbol.name) && (!symbol.name.startsWith('resolve:ssm:') || SECRET_NAME.test(name)))) return because('SecretReadAtDeployment');
  if (!SECRET_NAME.test(name) || HARMLESS.test(found)) return PASS;
  if (isOpen(found)) return unknownOutcome({ code: 'SecretNotKnown', name, property: path.join('.') });
  return symbols.length > 0 ? PASS : because('SecretInPlainText');
}

/** A variable in a list of `Name` and value. Under a name that is not told anything but a harmless text may be a secret. */
export function judgeSecretEntry(item: Value, valueKey: string, path: Path): Outcome {
  const name = told(at(item, 'Name'));
  const value = at(item, valueKey);
  if (!unread(item) && !isUnknown(name)) return judgePlainSecret(name ?? '', value, [...path, valueKey]);
  const written = told(value);
  const named = judgePlainSecret('', value, [...path, valueKey]);
  return named.kind === 'pass' && (isUnknown(written) || !HARMLESS.test(written ?? '')) ? unknownOutcome({ code: 'NameNotKnown', property: path.join('.') }) : named;
}

/** For text that has no name: a prompt, a command, a user-data script. */
export function judgeCredentialText(value: Value | undefined, path: Path): Outcome {
  return judgePlainSecret('', value, path);
}
