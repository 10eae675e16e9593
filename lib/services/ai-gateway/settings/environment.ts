import { z } from 'zod';
import { GATEWAY_ENV, GATEWAY_METRICS_PORT } from '../../../contract/gateway';
import { throwProblems, type Problem } from '../../../contract/platform-error';
import { isProtectedAddress } from '../../token-verification/discovery';
import { gatewayConfig } from './schema';

/** What the task definition tells the container. */
export interface GatewayEnvironment {
  readonly port: number;
  readonly metricsPort: number;
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri?: string;
  readonly tokenKeysSecretArn?: string;
  readonly tenantClaim?: string;
  readonly groupsClaim?: string;
  /** Empty: only groups give scopes. */
  readonly scopeClaim?: string;
  readonly groupScopes?: Readonly<Record<string, readonly string[]>>;
  readonly inferenceUrl: string;
  readonly modelName: string;
  readonly tlsSecretArn: string;
  readonly vectorStore?: { readonly host: string; readonly port: number; readonly database: string; readonly user: string };
  readonly auditBucket: string;
  readonly auditPrefix: string;
  readonly auditKeyArn: string;
  readonly stateTable?: string;
  /** Address of an OpenTelemetry collector, as its SDKs read it. */
  readonly tracesEndpoint?: string;
}

/** The standard name of OpenTelemetry's SDKs. */
const TRACES_ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT';

/** For a task in which something else has the usual port. */
const METRICS_PORT = 'METRICS_PORT';

/** Reads the environment once; throws with everything that is missing. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): GatewayEnvironment {
  const problems: Problem[] = [];
  const optional = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const required = (name: string, why: string): string => {
    const value = optional(name);
    if (value === undefined) problems.push({ code: 'GatewayEnvironmentMissing', what: `${name} must be set: ${why}`, where: 'environment', fix: 'set it in the task definition' });
    return value ?? '';
  };
  const port = (name: string, otherwise: number): number => {
    const value = optional(name);
    if (value === undefined) return otherwise;
    if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) problems.push({ code: 'GatewayEnvironmentInvalid', what: `${name} must be a port`, got: value, where: 'environment', fix: 'set it in the task definition' });
    return Number(value);
  };
  /** The value may hold a password, so it is not told. */
  const address = (name: string, value: string | undefined): void => {
    if (value === undefined || value === '' || isProtectedAddress(value)) return;
    problems.push({ code: 'GatewayEnvironmentInvalid', what: `${name} must be an https address, or http on this machine`, where: 'environment', fix: 'set it in the task definition' });
  };
  const names = GATEWAY_ENV;
  const host = optional(names.vectorStoreHost);
  const environment: GatewayEnvironment = {
    port: port(names.port, 8_443),
    metricsPort: port(METRICS_PORT, GATEWAY_METRICS_PORT),
    issuer: required(names.issuer, 'tokens of one issuer are accepted'),
    audience: required(names.audience, 'tokens must be meant for this gateway'),
    jwksUri: optional(names.jwksUri),
    tokenKeysSecretArn: optional(names.tokenKeysSecretArn),
    tenantClaim: optional(names.tenantClaim),
    groupsClaim: optional(names.groupsClaim),
    scopeClaim: env[names.scopeClaim],
    groupScopes: groupScopes(optional(names.groupScopes), problems),
    inferenceUrl: required(names.inferenceUrl, 'that is where the model is'),
    modelName: required(names.modelName, 'clients ask for it by this name'),
    tlsSecretArn: required(names.tlsSecretArn, 'every hop is encrypted'),
    vectorStore: host === undefined ? undefined : {
      host,
      port: port(names.vectorStorePort, 5_432),
      database: required(names.vectorStoreDatabase, 'the vector store has a database'),
      user: required(names.vectorStoreUser, 'the vector store knows its users'),
    },
    auditBucket: required(names.auditBucket, 'no answer leaves without a record'),
    auditPrefix: optional(names.auditPrefix) ?? 'gateway',
    auditKeyArn: required(names.auditKeyArn, 'records are sealed'),
    stateTable: optional(names.stateTable),
    tracesEndpoint: optional(TRACES_ENDPOINT),
  };
  address(names.issuer, environment.issuer);
  address(names.jwksUri, environment.jwksUri);
  address(names.inferenceUrl, environment.inferenceUrl);
  const { modelName } = environment;
  if (modelName !== '' && !gatewayConfig.safeParse({ models: [{ name: modelName }] }).success) {
    problems.push({ code: 'GatewayEnvironmentInvalid', what: `${names.modelName} must be a name of letters, digits and . _ : / @ -`, got: modelName, where: 'environment', fix: 'set it in the task definition' });
  }
  throwProblems(problems);
  return environment;
}

const groupScopesSchema = z.record(z.string(), z.array(z.string()));

function groupScopes(text: string | undefined, problems: Problem[]): Readonly<Record<string, readonly string[]>> | undefined {
  if (text === undefined) return undefined;
  const parsed = groupScopesSchema.safeParse(json(text));
  if (parsed.success) return parsed.data;
  problems.push({ code: 'GatewayEnvironmentInvalid', what: `${GATEWAY_ENV.groupScopes} must be a JSON object of lists of scopes by group`, where: 'environment', fix: 'set it in the task definition' });
  return undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
