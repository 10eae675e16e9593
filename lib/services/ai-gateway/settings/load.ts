import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { PlatformError, type Problem } from '../../../contract/platform-error';
import { gatewayConfig, type GatewayConfig } from './schema';

/** Where the configuration comes from. */
export interface ConfigSources {
  /** YAML file. @default - none: every default holds */
  readonly file?: string;
  /** JSON object whose sections replace those of the file: what a deployment sets without building an image. */
  readonly overrides?: string;
  /** Chat model that is served where the configuration names none. */
  readonly modelName?: string;
}

/** Reads the configuration; throws one PlatformError with everything that is wrong. */
export function loadGatewayConfig({ file, overrides, modelName }: ConfigSources): GatewayConfig {
  const fromFile = file === undefined ? {} : readYaml(file);
  const fromOverrides = overrides === undefined || overrides === '' ? {} : readJson(overrides);
  const merged = { ...fromFile, ...fromOverrides };
  const where = file ?? 'the environment';
  const parsed = gatewayConfig.safeParse(merged);
  if (!parsed.success) {
    throw new PlatformError(parsed.error.issues.map((issue) => ({
      code: 'GatewayConfigInvalid',
      what: `'${issue.path.join('.')}' is not as the schema asks: ${issue.message}`,
      where,
      fix: 'see config/gateway.schema.json',
    })));
  }
  const config = withDefaultModel(parsed.data, modelName);
  const problems = inconsistencies(config, where);
  if (problems.length > 0) throw new PlatformError(problems);
  return config;
}

function withDefaultModel(config: GatewayConfig, modelName: string | undefined): GatewayConfig {
  if (modelName === undefined || config.models.some(({ kind }) => kind === 'chat')) return config;
  return { ...config, models: [...gatewayConfig.parse({ models: [{ name: modelName }] }).models, ...config.models] };
}

/** What a schema cannot tell: names that are used must be defined. */
function inconsistencies({ models, tools, firewall }: GatewayConfig, where: string): Problem[] {
  const problems: Problem[] = [];
  const known = new Set(tools.map(({ name }) => name));
  const names = models.map(({ name }) => name);
  for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index))) problems.push({ code: 'GatewayModelTwice', what: 'each model must have a name of its own', got: name, where, fix: 'rename one' });
  for (const model of models) {
    for (const tool of model.tools) if (!known.has(tool)) problems.push({ code: 'GatewayToolUnknown', what: `the tools of model '${model.name}' must be defined`, got: tool, where, fix: "add it to 'tools'" });
    if (model.retrieval !== undefined && !models.some(({ kind }) => kind === 'embedding')) problems.push({ code: 'GatewayEmbeddingModelMissing', what: `retrieval of model '${model.name}' needs an embedding model`, where, fix: "add a model with 'kind: embedding'" });
  }
  if (firewall.denyAt < firewall.flagAt) problems.push({ code: 'GatewayThresholds', what: "'firewall.denyAt' must not lie below 'firewall.flagAt'", got: firewall, where, fix: 'raise denyAt' });
  return problems;
}

function readYaml(file: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new PlatformError([{ code: 'GatewayConfigUnreadable', what: 'the configuration file must be readable', where: file, fix: 'check path and permissions' }]);
  }
  const document = parseDocument(text, { uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) throw new PlatformError([{ code: 'GatewayConfigInvalid', what: `the configuration must be YAML: ${error.message.split('\n')[0] ?? ''}`, where: file, fix: 'mend the syntax' }]);
  return asObject(document.toJS({ maxAliasCount: 100 }), file);
}

function readJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(text) as unknown, 'the environment');
  } catch (error) {
    if (PlatformError.isPlatformError(error)) throw error;
    throw new PlatformError([{ code: 'GatewayConfigInvalid', what: 'the settings of the environment must be JSON', where: 'the environment', fix: 'mend the syntax' }]);
  }
}

function asObject(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (value === null || value === undefined) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return { ...value };
  throw new PlatformError([{ code: 'GatewayConfigInvalid', what: 'the configuration must be an object', where, fix: 'see config/gateway.schema.json' }]);
}
