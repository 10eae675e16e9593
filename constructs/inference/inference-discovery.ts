import { aws_servicediscovery as servicediscovery, type aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Name of the inference server in its namespace. */
const SERVICE_NAME = 'inference';

/** Properties of an InferenceDiscovery. */
export interface InferenceDiscoveryProps {
  readonly vpc: ec2.IVpc;
  readonly namespace?: servicediscovery.IPrivateDnsNamespace;
  readonly namespaceName?: string;
}

/** One DNS name for all inference tasks: private A records, up to eight healthy tasks in an answer. */
export class InferenceDiscovery extends Construct {
  public readonly hostName: string;
  public readonly registryArn: string;

  constructor(scope: Construct, id: string, props: InferenceDiscoveryProps) {
    super(scope, id);
    const namespace = props.namespace ?? new servicediscovery.PrivateDnsNamespace(this, 'Namespace', { name: props.namespaceName ?? 'platform.internal', vpc: props.vpc });
    const service = new servicediscovery.CfnService(this, 'Resource', {
      name: SERVICE_NAME,
      namespaceId: namespace.namespaceId,
      dnsConfig: { routingPolicy: 'MULTIVALUE', dnsRecords: [{ type: 'A', ttl: 10 }] },
      // ECS says which task is healthy, from the container's own health check.
      healthCheckCustomConfig: { failureThreshold: 1 },
    });
    this.hostName = `${SERVICE_NAME}.${namespace.namespaceName}`;
    this.registryArn = service.attrArn;
  }
}
