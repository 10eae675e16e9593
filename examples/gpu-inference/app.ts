import { App, Stack, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { DataClass, DataKeys, GpuInferenceService, InternalAuthority, IsolatedNetwork, ModelRegistry, PinnedImage } from 'secure-ai-platform';

/**
 * GPU inference in two stacks of your own: what lasts (keys, registry) and what runs. The images are not published yet, so the service is deployed
 * whole and held at zero tasks: no GPU is paid for.
 */
export function gpuInference(): App {
  const app = new App();
  const env = { region: 'eu-central-1' };
  const foundation = new Stack(app, 'Foundation', { env });
  const keys = new DataKeys(foundation, 'Keys', { classes: [DataClass.MODELS, DataClass.SECRETS, DataClass.LOGS] });
  const logEncryptionKey = keys.key(DataClass.LOGS);
  const registry = new ModelRegistry(foundation, 'Registry', { encryptionKey: keys.key(DataClass.MODELS), logEncryptionKey });

  const inference = new Stack(app, 'Inference', { env });
  const network = new IsolatedNetwork(inference, 'Network', {
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    logEncryptionKey,
    allowedDomains: ['*.platform.internal'],
  });
  const authority = new InternalAuthority(inference, 'Authority', { encryptionKey: keys.key(DataClass.SECRETS), logEncryptionKey });
  new GpuInferenceService(inference, 'Service', {
    network,
    instanceType: new ec2.InstanceType('g6.xlarge'),
    verifierImage: PinnedImage.unpublished(registry.repository('inference-init')),
    serverImage: PinnedImage.unpublished(registry.repository('inference')),
    modelBucket: registry.bucket,
    modelPrefix: 'models/example-8b-instruct/1',
    modelKey: keys.key(DataClass.MODELS),
    autoScalingRoleArn: keys.autoScalingRoleArn,
    signingKey: registry.signingKey,
    tlsSecret: authority.issue('Certificate', { dnsNames: ['inference.platform.internal'] }).secret,
    servedModelName: 'example-8b-instruct',
    logEncryptionKey,
  });
  return app;
}

if (require.main === module) gpuInference().synth();
