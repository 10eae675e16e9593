import { renderPosition, type Position } from '../template/source';
import { splitSymbols } from '../template/symbols';

/** Data of a step, by name. */
export interface Details {
  readonly [name: string]: unknown;
}

export type Sentences = { readonly [code: string]: (details: Details) => string };

/** How many items of a list are spelled out. */
const MOST_ITEMS = 8;

/** Any data as a person reads it in a sentence. What the template does not tell stands in the brackets of symbols. */
export function words(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return value === '' ? '(empty)' : readable(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return listed(value.map(words));
  if (isPosition(value)) return renderPosition(value);
  return Object.entries(value).filter(([, item]) => item !== undefined).map(([key, item]) => `${spaced(key)} ${words(item)}`).join(', ') || 'nothing';
}

/** Symbols without the marks that only machines need. */
export function readable(text: string): string {
  return splitSymbols(text).map((part) => (part.kind === 'symbol' ? `\u27E6${part.name}\u27E7` : part.text)).join('');
}

export function listed(items: readonly string[]): string {
  if (items.length === 0) return 'none';
  const shown = items.slice(0, MOST_ITEMS).join(', ');
  return items.length > MOST_ITEMS ? `${shown} and ${String(items.length - MOST_ITEMS)} more` : shown;
}

const ABBREVIATIONS = /^(?:acl|ami|api|arn|aws|cidr|dns|ebs|ecr|ecs|efs|eks|http|https|iam|id|imds|ip|jwt|kms|mfa|nat|rcp|rds|s3|scp|sns|sqs|ssh|ssm|sts|tls|url|vpc|waf)$/i;

/** `NetworkAclClosesAnswer` is `network ACL closes answer`. */
export function spaced(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[ _-]+/)
    .map((word) => (ABBREVIATIONS.test(word) ? word.toUpperCase() : /^[A-Z][a-z]+$/.test(word) ? word.toLowerCase() : word))
    .join(' ');
}

export function isPosition(value: unknown): value is Position {
  return isDetails(value) && typeof value.file === 'string' && typeof value.line === 'number' && typeof value.column === 'number';
}

export function isDetails(value: unknown): value is Details {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
