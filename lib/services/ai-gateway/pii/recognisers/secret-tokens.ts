import { AT, COLON } from '../characters';
import { found, type Taken } from '../finding';
import type { PiiType } from '../types';
import type { Word } from '../words';
import { Context } from './context';
import { forEachMatch } from './matches';

interface TokenKind {
  readonly type: PiiType;
  /** Text that every such token holds: looked for first. */
  readonly marks: readonly string[];
  readonly pattern: RegExp;
}

/** Keys and tokens by the shapes that their issuers document. A letter or digit before or after the match makes it something else. */
const TOKENS: readonly TokenKind[] = [
  { type: 'AWS_ACCESS_KEY_ID', marks: ['AKIA', 'ASIA', 'ABIA', 'ACCA'], pattern: /(?<![A-Za-z0-9])A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}(?![A-Za-z0-9])/g },
  { type: 'GITHUB_TOKEN', marks: ['gh', 'github_pat_'], pattern: /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255})(?![A-Za-z0-9])/g },
  { type: 'GITLAB_TOKEN', marks: ['gl'], pattern: /(?<![A-Za-z0-9])gl(?:pat|dt|rt|ptt|soat|cbt|ft|agent|imt)-[A-Za-z0-9_-]{20,255}(?![A-Za-z0-9])/g },
  { type: 'SLACK_TOKEN', marks: ['xox', 'xapp', 'hooks.slack.com'], pattern: /(?<![A-Za-z0-9])(?:xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,250}|xapp-\d-[A-Za-z0-9-]{10,250}|hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/_+-]{20,200})(?![A-Za-z0-9])/g },
  { type: 'STRIPE_KEY', marks: ['k_', 'whsec_'], pattern: /(?<![A-Za-z0-9])(?:[rs]k_(?:live|test|prod)_[A-Za-z0-9]{10,250}|whsec_[A-Za-z0-9+/=]{24,100})(?![A-Za-z0-9])/g },
  { type: 'ANTHROPIC_API_KEY', marks: ['sk-ant-'], pattern: /(?<![A-Za-z0-9])sk-ant-[A-Za-z0-9_-]{20,250}(?![A-Za-z0-9])/g },
  { type: 'OPENAI_API_KEY', marks: ['sk-'], pattern: /(?<![A-Za-z0-9])sk-(?:(?:proj|svcacct|admin|None|or-v1)-)?[A-Za-z0-9_-]{20,250}(?![A-Za-z0-9])/g },
  { type: 'GOOGLE_API_KEY', marks: ['AIza', 'ya29.', 'GOCSPX-'], pattern: /(?<![A-Za-z0-9])(?:AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{20,500}|GOCSPX-[A-Za-z0-9_-]{28})(?![A-Za-z0-9])/g },
  { type: 'HUGGINGFACE_TOKEN', marks: ['hf_', 'api_org_'], pattern: /(?<![A-Za-z0-9])(?:hf|api_org)_[A-Za-z0-9]{30,100}(?![A-Za-z0-9])/g },
  { type: 'NPM_TOKEN', marks: ['npm_'], pattern: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g },
  { type: 'PYPI_TOKEN', marks: ['pypi-'], pattern: /(?<![A-Za-z0-9])pypi-[A-Za-z0-9_-]{50,500}(?![A-Za-z0-9])/g },
  { type: 'TWILIO_KEY', marks: ['AC', 'SK'], pattern: /(?<![A-Za-z0-9])(?:AC|SK)[0-9a-f]{32}(?![A-Za-z0-9])/g },
  { type: 'SENDGRID_KEY', marks: ['SG.'], pattern: /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}(?![A-Za-z0-9])/g },
  { type: 'TELEGRAM_TOKEN', marks: [':AA'], pattern: /(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{32,33}(?![A-Za-z0-9])/g },
  { type: 'JWT', marks: ['eyJ'], pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,8000}(?:\.[A-Za-z0-9_-]{0,1000}){0,3}/g },
  { type: 'API_KEY', marks: ['dop_v1_', 'shpat_', 'shpss_', 'lin_api_', 'ntn_', 'PMAK-', 'dapi', 'AGE-SECRET-KEY-', 'hvs.', 'glsa_', 'sntrys_', 'r8_', 'gsk_', 'xai-', 'pplx-', 'key-'], pattern: /(?<![A-Za-z0-9])(?:dop_v1_[0-9a-f]{64}|shp(?:at|ss)_[0-9a-f]{32}|lin_api_[A-Za-z0-9]{40}|ntn_[A-Za-z0-9]{40,60}|PMAK-[0-9a-f]{24}-[0-9a-f]{34}|dapi[0-9a-f]{32}|AGE-SECRET-KEY-1[A-Z0-9]{58}|hvs\.[A-Za-z0-9_-]{24,200}|glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|sntrys_[A-Za-z0-9+/=_-]{50,300}|r8_[A-Za-z0-9]{37}|gsk_[A-Za-z0-9]{40,60}|xai-[A-Za-z0-9]{60,100}|pplx-[A-Za-z0-9]{40,60}|key-[0-9a-f]{32})(?![A-Za-z0-9])/g },
];

/** Database and other addresses with a password in them. What stands before the last `@` is user and password, whatever marks it has. */
const CONNECTION = /(?<![A-Za-z0-9])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/]{0,100}:[^\s@/]{1,300}@[^\s]{1,500}/gi;
const AZURE_KEY = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{86}==/g;
const FORTY = /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])/g;
const AWS_WORDS = /aws|secret/;
const SCHEME = /(?:bearer|basic|token|apikey)[ \t]{1,3}$/;
const CREDENTIAL = /[A-Za-z0-9._~+/=-]{16,4000}/y;

/** A mixture of letters and digits as keys are; no word, path or identifier of a program. */
function looksRandom(value: string): boolean {
  return /\d/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value);
}

/** Adds keys and tokens of well-known shapes within the word. */
export function findSecretTokens(text: string, word: Word, taken: Taken): void {
  const length = word.end - word.start;
  if (length < 16) return;
  const add = (type: PiiType, pattern: RegExp, score: number): void => {
    forEachMatch(pattern, text, word, (value, start) => taken.add(found(type, start, start + value.length, score)));
  };
  if ((word.bits & (AT | COLON)) === (AT | COLON)) add('CONNECTION_STRING', CONNECTION, 0.95);
  const written = text.slice(word.start, word.end);
  for (const { type, marks, pattern } of TOKENS) if (marks.some((mark) => written.includes(mark))) add(type, pattern, 0.95);
  if (length >= 88) add('AZURE_KEY', AZURE_KEY, 0.85);
  if (length >= 40) {
    forEachMatch(FORTY, text, word, (value, start) => {
      if (looksRandom(value) && AWS_WORDS.test(new Context(text, start).before)) taken.add(found('AWS_SECRET_ACCESS_KEY', start, start + value.length, 0.85));
    });
  }
  const scheme = SCHEME.exec(new Context(text, word.start).before);
  if (scheme === null) return;
  CREDENTIAL.lastIndex = word.start;
  const credential = CREDENTIAL.exec(text)?.[0].slice(0, length);
  if (credential !== undefined && /[\d._~+/=-]/.test(credential) && /[A-Za-z]/.test(credential)) taken.add(found('BEARER_TOKEN', word.start, word.start + credential.length, 0.8));
}
