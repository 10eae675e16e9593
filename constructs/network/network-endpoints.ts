import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { recordWeakening, type Justification } from '../core/justification';
import { dynamoDbGatewayStatements, interfaceEndpointStatements, s3GatewayStatements, type AwsOwnedBuckets, type EndpointPerimeter } from './endpoint-policies';
import { PlatformEndpoint } from './platform-endpoint';
import { pascalCase, type GatewayService } from './traffic';

/** An interface endpoint that is left without a policy of its own, and why. */
export interface EndpointPolicyException {
  /** The endpoint. */
  readonly endpoint: PlatformEndpoint;
  /** Why it goes without: usually because the service refuses endpoint policies in this Region. */
  readonly justification: Justification;
}

/** Properties of InterfaceEndpoints. */
export interface InterfaceEndpointsProps {
  readonly vpc: ec2.IVpc;
  readonly endpoints: readonly PlatformEndpoint[];
  readonly subnets: ec2.SubnetSelection;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly perimeter: EndpointPerimeter;
  readonly policyExceptions: readonly EndpointPolicyException[];
}

/** The interface endpoints, each with private DNS and a policy. */
export class InterfaceEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    for (const chosen of props.endpoints) {
      const endpoint = new ec2.InterfaceVpcEndpoint(this, chosen.service.split(/[.-]/).map(pascalCase).join(''), {
        vpc: props.vpc,
        service: new ec2.InterfaceVpcEndpointAwsService(chosen.service),
        subnets: props.subnets,
        securityGroups: [props.securityGroup],
        // Rules come from the traffic table, not from the VPC's CIDR.
        open: false,
        privateDnsEnabled: true,
      });
      const exception = props.policyExceptions.find((other) => other.endpoint.service === chosen.service);
      if (exception === undefined) {
        for (const statement of interfaceEndpointStatements(this, chosen, props.perimeter)) endpoint.addToPolicy(statement);
      } else {
        recordWeakening(endpoint, 'EndpointPolicy', exception.justification);
      }
    }
  }
}

/** Properties of GatewayEndpoints. */
export interface GatewayEndpointsProps {
  readonly vpc: ec2.IVpc;
  /** Subnets whose route tables lead to the endpoint. */
  readonly subnets: (service: GatewayService) => readonly ec2.ISubnet[];
  readonly perimeter: EndpointPerimeter;
  readonly awsOwnedBuckets: readonly AwsOwnedBuckets[];
  /** Whether hosts are administered by Systems Manager, whose agent reads buckets of AWS. */
  readonly systemsManager: boolean;
  readonly dynamoDb: boolean;
}

/** The gateway endpoints: S3 always, DynamoDB by choice. */
export class GatewayEndpoints extends Construct {
  readonly s3: ec2.GatewayVpcEndpoint;
  readonly dynamoDb?: ec2.GatewayVpcEndpoint;

  constructor(scope: Construct, id: string, props: GatewayEndpointsProps) {
    super(scope, id);
    const subnets = (service: GatewayService): ec2.SubnetSelection[] => [{ subnets: [...props.subnets(service)] }];
    this.s3 = new ec2.GatewayVpcEndpoint(this, 'S3', { vpc: props.vpc, service: ec2.GatewayVpcEndpointAwsService.S3, subnets: subnets('s3') });
    for (const statement of s3GatewayStatements(this, props.perimeter, props.awsOwnedBuckets, props.systemsManager)) this.s3.addToPolicy(statement);
    if (props.dynamoDb) {
      this.dynamoDb = new ec2.GatewayVpcEndpoint(this, 'DynamoDb', { vpc: props.vpc, service: ec2.GatewayVpcEndpointAwsService.DYNAMODB, subnets: subnets('dynamodb') });
      for (const statement of dynamoDbGatewayStatements(this, props.perimeter)) this.dynamoDb.addToPolicy(statement);
    }
  }
}
