import { readFileSync, statSync } from 'node:fs';
import { PlatformError, type Problem } from '../contract/platform-error';
import { zonesOf } from './regions';
import { RULES } from './rules';
import { regionFacts, type Finding } from './rules/rule';
import { platformSchema, type IdentityConfig, type LoadBalancerCertificateConfig, type ParsedConfig, type PlatformConfig } from './schema';
import { schemaFindings } from './schema-problems';
import { parseSource, type KeyPath } from './source';

export interface LoadOptions {
  /** Today as YYYY-MM-DD: what expired before it is refused. */
  readonly today: string;
}

/** Reads and checks a configuration file. Throws one PlatformError with every problem; writes nothing. */
export function loadConfig(path: string, options: LoadOptions): PlatformConfig {
  const problem = unreadable(path);
  if (problem !== undefined) throw new PlatformError([problem]);
  return parseConfig(readFileSync(path, 'utf8'), { ...options, file: path });
}

/** Like `loadConfig`, for text that was read already. */
export function parseConfig(text: string, options: LoadOptions & { readonly file: string }): PlatformConfig {
  const parsed = parseSource(text, options.file);
  if ('problems' in parsed) throw new PlatformError(parsed.problems);
  const { source } = parsed;
  const { findings, config } = check(source.value, options.today);
  if (config === undefined || findings.length > 0) {
    throw new PlatformError(findings.map(({ key, ...finding }) => ({ code: finding.code, what: finding.what, got: finding.got, where: source.where(key), fix: finding.fix })));
  }
  return resolved(config);
}

/**
 * Runs the rules even when the schema refuses something, on what is left when the refused values are taken out: one run
 * lists everything. Problems of keys that were taken out are dropped, so that one mistake gives one message.
 */
function check(value: unknown, today: string): { findings: Finding[]; config?: ParsedConfig } {
  const first = platformSchema.safeParse(value);
  const findings = first.success ? [] : schemaFindings(first.error.issues, value);
  const config = first.success ? first.data : salvaged(value, findings);
  if (config === undefined) return { findings };
  const refused = findings.map(({ key }) => key);
  const unknownRegion = refused.some((key) => key[0] === 'region');
  const context = { region: unknownRegion ? undefined : regionFacts(config.region), today };
  const ruled = RULES.flatMap((rule) => rule(config, context)).filter((finding) => !(unknownRegion && finding.key[0] === 'region') && !refused.some((key) => touches(key, finding.key)));
  return { findings: [...findings, ...ruled], config };
}

/** What the schema accepts once the values it refused are gone. */
function salvaged(value: unknown, findings: readonly Finding[]): ParsedConfig | undefined {
  let rest: unknown = findings.reduce((inner, { key }) => without(inner, key), value);
  for (let round = 0; round < 8; round++) {
    const parsed = platformSchema.safeParse(typeof rest === 'object' && rest !== null ? { ...STAND_IN, ...rest } : STAND_IN);
    if (parsed.success) return parsed.data;
    rest = parsed.error.issues.reduce<unknown>((inner, issue) => without(inner, issue.path.map((part) => (typeof part === 'number' ? part : String(part))).slice(0, -1)), rest);
  }
  return undefined;
}

/** In place of what a file must say and does not, so that the rest can be looked at. */
const STAND_IN = { environment: 'dev', owner: 'unknown', region: 'us-east-1' };

/** A copy without the value at the path. Inside a list the whole list goes: places in it must not shift. */
function without(value: unknown, path: KeyPath): unknown {
  const [key, ...more] = path;
  if (key === undefined || typeof key === 'number' || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      if (name !== key) return [[name, inner]];
      return more.length === 0 || typeof more[0] === 'number' || !(typeof inner === 'object' && inner !== null) ? [] : [[name, without(inner, more)]];
    }),
  );
}

function touches(refused: KeyPath, key: KeyPath): boolean {
  const shorter = Math.min(refused.length, key.length);
  return shorter > 0 && refused.slice(0, shorter).join('.') === key.slice(0, shorter).join('.');
}

function resolved(config: ParsedConfig): PlatformConfig {
  const { identity, api, ...rest } = config;
  const { domain, loadBalancerCertificate, ...restOfApi } = api;
  return {
    ...rest,
    partition: regionFacts(config.region)?.partition ?? 'aws',
    availabilityZones: config.availabilityZones ?? zonesOf(config.region).slice(0, 2),
    identity: identityOf(identity),
    api: {
      ...restOfApi,
      ...(domain?.certificateArn === undefined ? {} : { domain: { ...domain, certificateArn: domain.certificateArn } }),
      loadBalancerCertificate: certificateOf(config, loadBalancerCertificate),
    },
  };
}

function identityOf(identity: ParsedConfig['identity']): IdentityConfig {
  if (identity.oidc !== undefined) return { kind: 'oidc', oidc: identity.oidc };
  return { kind: 'cognito', cognito: identity.cognito ?? platformSchema.shape.identity.unwrap().shape.cognito.unwrap().parse({}) };
}

function certificateOf(config: ParsedConfig, { domainName, certificateArn, ownAuthority }: ParsedConfig['api']['loadBalancerCertificate']): LoadBalancerCertificateConfig {
  if (certificateArn !== undefined && domainName !== undefined) return { kind: 'certificate', domainName, certificateArn };
  if (ownAuthority !== undefined) return { kind: 'ownAuthority', domainName: domainName ?? `${config.name}-${config.environment}.internal`, justification: ownAuthority };
  throw new PlatformError([{ code: 'LoadBalancerCertificateMissing', what: 'the internal load balancer needs a certificate', where: 'api.loadBalancerCertificate', fix: 'give domainName and certificateArn, or ownAuthority' }]);
}

function unreadable(path: string): Problem | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { code: 'ConfigNotFound', what: 'the configuration file must exist', got: path, fix: 'name one in config/, such as -c env=dev' };
  if (!stats.isFile()) return { code: 'ConfigNotFile', what: 'the configuration must be a file', got: path, fix: 'name one in config/, such as -c env=dev' };
  return undefined;
}
