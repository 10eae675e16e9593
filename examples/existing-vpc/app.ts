import { App, Duration, Stack, aws_ec2 as ec2 } from 'aws-cdk-lib';
import { AuroraVectorStore, DataClass, DataKeys, IsolatedNetwork } from 'secure-ai-platform';

/** A private vector store in a VPC that exists: its subnets are named one by one, nothing is looked up, nothing of it is changed. */
export function existingVpc(): App {
  const app = new App();
  const stack = new Stack(app, 'Vectors', { env: { region: 'eu-central-1' } });
  const zones = ['eu-central-1a', 'eu-central-1b'];
  const network = IsolatedNetwork.fromAttributes(stack, 'Network', {
    vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: zones }),
    dataSubnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-0b1b2c3d4e5f60718'].map((subnetId, index) =>
      ec2.Subnet.fromSubnetAttributes(stack, `Data${index + 1}`, { subnetId, availabilityZone: zones[index] }),
    ),
  });
  const keys = new DataKeys(stack, 'Keys', { classes: [DataClass.VECTORS, DataClass.LOGS] });
  new AuroraVectorStore(stack, 'Store', {
    network,
    encryptionKey: keys.key(DataClass.VECTORS),
    logEncryptionKey: keys.key(DataClass.LOGS),
    dimensions: 768,
    pauseWhenIdle: Duration.minutes(30),
  });
  return app;
}

if (require.main === module) existingVpc().synth();
