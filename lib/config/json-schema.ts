import { z } from 'zod';
import type { KeyPath } from './source';
import { gatewayConfig } from '../services/ai-gateway/settings/schema';
import { platformSchema } from './schema';

/** The part of JSON schema that is looked into. */
interface SchemaNode {
  readonly properties?: { readonly [key: string]: SchemaNode };
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
}

const document = z.toJSONSchema(platformSchema, { io: 'input', unrepresentable: 'any' });
const gatewayDocument = z.toJSONSchema(gatewayConfig, { io: 'input', unrepresentable: 'any' });

/** config/platform.schema.json: what editors complete and check by. */
export function renderJsonSchema(): string {
  return `${JSON.stringify({ ...document, title: 'secure-ai-platform configuration' }, null, 2)}\n`;
}

/** config/gateway.schema.json: the same for the AI gateway's own configuration, which may also stand under `gateway.settings`. */
export function renderGatewaySchema(): string {
  return `${JSON.stringify({ ...gatewayDocument, title: 'AI gateway configuration' }, null, 2)}\n`;
}

/** Keys that may stand at a place of the configuration. */
export function keysAt(path: KeyPath): string[] {
  let node: SchemaNode | undefined = root();
  for (const key of path) {
    const next: SchemaNode | boolean | undefined = typeof key === 'number' ? node?.items : (node?.properties?.[key] ?? node?.additionalProperties);
    node = typeof next === 'object' ? next : undefined;
  }
  return Object.keys(node?.properties ?? {});
}

/** Places where a key of this name may stand. */
export function placesOf(key: string): string[] {
  const places: string[] = [];
  const walk = (node: SchemaNode, prefix: string): void => {
    for (const [name, child] of Object.entries(node.properties ?? {})) {
      if (name === key) places.push(`${prefix}${name}`);
      walk(child, `${prefix}${name}.`);
    }
    if (node.items !== undefined) walk(node.items, `${prefix.slice(0, -1)}[].`);
  };
  walk(root(), '');
  return places;
}

function root(): SchemaNode {
  const nodes = nodesOf(document.properties ?? {});
  const { gateway } = nodes;
  return { properties: { ...nodes, gateway: { ...gateway, properties: { ...gateway?.properties, settings: nodeOf(gatewayDocument) } } } };
}

function nodesOf(properties: { readonly [key: string]: unknown }): { [key: string]: SchemaNode } {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, nodeOf(value)]));
}

function nodeOf(value: unknown): SchemaNode {
  if (typeof value !== 'object' || value === null) return {};
  const properties = 'properties' in value && typeof value.properties === 'object' && value.properties !== null ? nodesOf({ ...value.properties }) : undefined;
  return {
    properties,
    items: 'items' in value ? nodeOf(value.items) : undefined,
    additionalProperties: 'additionalProperties' in value && typeof value.additionalProperties === 'object' ? nodeOf(value.additionalProperties) : undefined,
  };
}
