import { ArnFormat, Duration, Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceFunction } from '../core/service-function';
import { ServiceResource } from '../core/service-resource';
import type { DefinedMethod } from './methods';

/** What the switch acts on. */
export interface IntegrationTlsProps {
  readonly restApiId: string;
  readonly methods: readonly DefinedMethod[];
  readonly logEncryptionKey?: kms.IKey;
}

/**
 * Switches off the issuer check of the integrations, for which CloudFormation has no property: `AWS::ApiGateway::Method` lacks TlsConfig.
 * It runs after the methods, and again whenever one changes, because writing a method writes its integration anew.
 */
export class IntegrationTls extends Construct {
  constructor(scope: Construct, id: string, props: IntegrationTlsProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const handler = new ServiceFunction(this, 'Function', {
      service: 'integration-tls',
      description: 'Switches off the issuer check of the API integrations',
      // API Gateway may refuse for a minute while it changes something else, and IAM for as long; cut off, the function would not answer.
      timeout: Duration.minutes(5),
      logEncryptionKey: props.logEncryptionKey,
    });
    handler.role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['apigateway:GET', 'apigateway:PATCH'],
      resources: props.methods.map(({ props: method }) => stack.formatArn({
        service: 'apigateway',
        account: '',
        resource: '/restapis',
        resourceName: `${props.restApiId}/resources/${String(method.resourceId)}/methods/${method.httpMethod}/integration`,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      })),
    }));
    const state = new ServiceResource(this, 'State', {
      handler,
      resourceType: 'Custom::IntegrationTls',
      properties: {
        RestApiId: props.restApiId,
        Integrations: props.methods.map(({ props: method }) => `${method.httpMethod} ${String(method.resourceId)}`),
        // Not read by the function: any change of a method changes it, and so brings about an update.
        Definition: props.methods.map(({ props: method }) => method),
      },
    });
    state.node.addDependency(...props.methods.map(({ resource }) => resource));
  }
}
