import { splitSymbols, type Resource } from '../template';
import { identifies } from '../template/identity';

/** Names for people: no generated ids, no hashes; the same for the same thing from one synthesis to the next. */
export interface Labels {
  has(id: string): boolean;
  /** Of `<template>.<LogicalId>`. */
  of(id: string): string;
  /** A text of a policy or property; ARNs and names of resources become their labels. */
  text(written: string): string;
}

const PSEUDO: { readonly [name: string]: string } = { 'AWS::AccountId': '{account}', 'AWS::Region': '{region}', 'AWS::Partition': '{partition}', 'AWS::URLSuffix': '{suffix}' };

export function labelsOf(resources: readonly Resource[]): Labels {
  const ids = new Map(resources.map((resource) => [idOf(resource), resource]));
  const labels = unambiguous(ids);
  const byName = new Map<string, string>();
  for (const [id, { type, names }] of ids) for (const [attribute, name] of Object.entries(names)) if (identifies(type, attribute) && /^(?:arn|https):/.test(name)) byName.set(name, labels.get(id) ?? id);
  const owner = (symbol: string): { readonly label: string; readonly rest: string } | undefined => {
    for (let dot = symbol.indexOf('.'); dot > 0; dot = symbol.indexOf('.', dot + 1)) {
      const label = labels.get(symbol.slice(0, dot));
      if (label !== undefined) return { label, rest: symbol.slice(dot + 1) };
    }
    return undefined;
  };
  const symbol = (name: string): string => {
    const pseudo = PSEUDO[name];
    if (pseudo !== undefined) return pseudo;
    const found = owner(name);
    return found === undefined ? `{${withoutHash(name)}}` : `{${found.label}${['Ref', 'Arn'].includes(found.rest) ? '' : `.${found.rest}`}}`;
  };
  const text = (written: string): string => {
    for (let end = written.length; end > 0; end = Math.max(written.lastIndexOf('/', end - 1), written.lastIndexOf(':', end - 1))) {
      const label = byName.get(written.slice(0, end));
      if (label !== undefined) return `${label}${plainText(written.slice(end), symbol)}`;
    }
    return plainText(written, symbol);
  };
  return { has: (id) => labels.has(id), of: (id) => labels.get(id) ?? withoutHash(id), text };
}

function plainText(written: string, symbol: (name: string) => string): string {
  return splitSymbols(written).map((part) => (part.kind === 'symbol' ? symbol(part.name) : withoutHash(part.text))).join('');
}

/** Digests of assets and the hash that CDK ends generated names with. */
function withoutHash(text: string): string {
  return text.replace(/[0-9a-f]{32,}/g, '{digest}').replace(/-?(?=[0-9A-F]*[0-9])(?=[0-9A-F]*[A-F])[0-9A-F]{8}(?![0-9A-Za-z])/g, '');
}

function idOf({ template, logicalId }: Resource): string {
  return `${template}.${logicalId}`;
}

/** The shortest name of each that nothing else has. */
function unambiguous(resources: ReadonlyMap<string, Resource>): ReadonlyMap<string, string> {
  const candidates = new Map([...resources].map(([id, resource]) => [id, namesFrom(resource)]));
  const uses = new Map<string, number>();
  for (const names of candidates.values()) for (const name of new Set(names)) uses.set(name, (uses.get(name) ?? 0) + 1);
  return new Map([...candidates].map(([id, names]) => [id, names.find((name) => uses.get(name) === 1) ?? id]));
}

function namesFrom({ template, logicalId, path }: Resource): readonly string[] {
  const own = `${template}/${logicalId}`;
  const stripped = own.replace(/[0-9A-F]{8}$/, '');
  if (path === undefined) return [stripped, own];
  const short = path.replace(/(?:\/(?:Resource|Default))+$/, '');
  return [short, path.replace(/\/(?:Resource|Default)$/, ''), path, stripped, own];
}
