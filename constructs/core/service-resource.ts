import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceFunction } from './service-function';

/** Properties of a ServiceResource. */
export interface ServiceResourceProps {
  /** The function that creates, updates and deletes it. */
  readonly handler: ServiceFunction;
  /** Type in the template, `Custom::` followed by a noun. */
  readonly resourceType: string;
  /** What the function is told. CloudFormation passes every value as a string. @default - nothing */
  readonly properties?: { readonly [name: string]: unknown };
  /** How long CloudFormation waits for an answer before it fails the resource (its own default is an hour). @default Duration.minutes(15) */
  readonly timeout?: Duration;
}

/** A custom resource answered by one of the platform's functions. It follows the function, which follows its own permissions. */
export class ServiceResource extends CustomResource {
  constructor(scope: Construct, id: string, props: ServiceResourceProps) {
    super(scope, id, {
      serviceToken: props.handler.function.functionArn,
      resourceType: props.resourceType,
      properties: props.properties,
      serviceTimeout: props.timeout ?? Duration.minutes(15),
    });
  }
}
