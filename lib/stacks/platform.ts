import { App, Validations, type IPolicyValidationPlugin } from 'aws-cdk-lib';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { DataClass } from '../../constructs/encryption';
import { acknowledge } from '../../constructs/core/acknowledge';
import { RESERVED_CONCURRENCY_CONTEXT } from '../../constructs/core/service-function';
import { EXISTING_ROLES_CONTEXT } from '../../constructs/core/workload-role';
import type { BucketPerimeter } from '../../constructs/storage';
import { PlatformError } from '../contract/platform-error';
import type { AcknowledgementConfig, PlatformConfig } from '../config/schema';
import { ApiStack } from './api-stack';
import { DataStack } from './data-stack';
import { FoundationStack } from './foundation-stack';
import { IdentityStack } from './identity-stack';
import { InferenceStack } from './inference-stack';
import { ModelsStack } from './models-stack';
import { NetworkStack } from './network-stack';
import { SecretsStack } from './secrets-stack';
import { VectorsStack } from './vectors-stack';

/** How a platform is synthesized. */
export interface PlatformOptions {
  /** Folder of the assembly. @default - CDK's own: what the CLI says, else a temporary folder */
  readonly outdir?: string;
  /** What judges the synthesis. A violation makes it fail. */
  readonly plugins: readonly IPolicyValidationPlugin[];
  /** Whether CDK itself prints and fails on violations; off for a caller that reads the report. @default true */
  readonly failOnViolations?: boolean;
}

/** The whole platform as a CDK app: configuration in, stacks out, in the order in which they can be deployed into an empty account. */
export function createPlatform(config: PlatformConfig, options: PlatformOptions): App {
  const app = new App({
    outdir: options.outdir,
    analyticsReporting: false,
    context: {
      ...featureFlags,
      // Exports and imports, which every tool that reads templates knows; the newer way is an intrinsic function that few do.
      '@aws-cdk/core:defaultCrossStackReferences': 'strong',
      '@aws-cdk/core:failSynthOnValidationErrors': options.failOnViolations ?? true,
      [EXISTING_ROLES_CONTEXT]: config.roles.existing,
      ...(config.functions.reservedConcurrency === undefined ? {} : { [RESERVED_CONCURRENCY_CONTEXT]: config.functions.reservedConcurrency }),
    },
  });
  Validations.of(app).addPlugins(...options.plugins);
  addStacks(app, config);
  for (const acknowledgement of config.acknowledgements) acknowledgeConfigured(app, acknowledgement);
  return app;
}

function addStacks(app: App, config: PlatformConfig): void {
  const { keys, archive, auditRecords, trail } = new FoundationStack(app, config);
  const logEncryptionKey = keys.key(DataClass.LOGS);
  const { network } = new NetworkStack(app, config, logEncryptionKey, trail?.alarms.topic);
  const perimeter: BucketPerimeter = {
    organizationId: config.organizationId,
    vpcEndpointIds: network.s3EndpointId === undefined ? undefined : [network.s3EndpointId],
    exemptPrincipalArns: config.trainingData.breakGlassRoles.length === 0 ? undefined : [...config.trainingData.breakGlassRoles],
  };
  const stored = { logEncryptionKey, perimeter, serverAccessLogsBucket: archive.accessLogs };
  new DataStack(app, config, { ...stored, encryptionKey: keys.key(DataClass.TRAINING_DATA) });
  const { registry } = new ModelsStack(app, config, { ...stored, encryptionKey: keys.key(DataClass.MODELS) });
  const certificates = new SecretsStack(app, config, { encryptionKey: keys.key(DataClass.SECRETS), logEncryptionKey });
  const vectors = config.vectorStore.enabled
    ? new VectorsStack(app, config, { network, encryptionKey: keys.key(DataClass.VECTORS), logEncryptionKey })
    : undefined;
  const { identity } = new IdentityStack(app, config, logEncryptionKey);
  const { gateway } = new InferenceStack(app, config, {
    network,
    registry,
    identity,
    vectorStore: vectors?.store,
    modelKey: keys.key(DataClass.MODELS),
    auditKey: keys.key(DataClass.AUDIT),
    secretsKey: keys.key(DataClass.SECRETS),
    logEncryptionKey,
    autoScalingRoleArn: keys.autoScalingRoleArn,
    gatewayCertificate: certificates.gatewayCertificate,
    inferenceCertificate: certificates.inferenceCertificate,
    loadBalancerCertificate: certificates.loadBalancerCertificate,
    accessLogsBucket: archive.accessLogs,
    auditBucket: auditRecords,
    alarmTopic: trail?.alarms.topic,
  });
  new ApiStack(app, config, { network, identity, gateway, logEncryptionKey });
}

/** An acknowledgement of the configuration names one resource by its path; one that names nothing is an error, not a silent nothing. */
function acknowledgeConfigured(app: App, { path, finding, reason, owner, expires }: AcknowledgementConfig): void {
  const construct = app.node.findAll().find(({ node }) => node.path === path);
  if (construct === undefined) {
    throw new PlatformError([{ code: 'AcknowledgementPathUnknown', what: 'an acknowledgement must name a resource of the platform', got: path, where: 'acknowledgements', fix: 'copy the path from the report' }]);
  }
  acknowledge(construct, { findings: [finding], reason, owner, expires });
}
