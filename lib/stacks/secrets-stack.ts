import type { aws_certificatemanager as acm, aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { InternalAuthority, type IPlatformSecret } from '../../constructs/secrets';
import type { PlatformConfig } from '../config/schema';
import { NAMESPACE } from './network-stack';
import { PlatformStack } from './platform-stack';

/** Properties of the SecretsStack. */
export interface SecretsStackProps {
  readonly encryptionKey: kms.IKey;
  readonly logEncryptionKey: kms.IKey;
}

/** The internal authority and the certificates with which the services prove themselves to each other. */
export class SecretsStack extends PlatformStack {
  public readonly gatewayCertificate: IPlatformSecret;
  public readonly inferenceCertificate: IPlatformSecret;
  /** Certificate of the development load balancer. @default - a public one is configured */
  public readonly loadBalancerCertificate?: acm.ICertificate;

  constructor(scope: Construct, config: PlatformConfig, props: SecretsStackProps) {
    super(scope, 'Secrets', 'Internal certificate authority and service certificates', config);
    const authority = new InternalAuthority(this, 'Authority', { ...props, removalPolicy: this.removalPolicy });
    this.gatewayCertificate = authority.issue('Gateway', { dnsNames: [`gateway.${NAMESPACE}`] });
    this.inferenceCertificate = authority.issue('Inference', { dnsNames: [`inference.${NAMESPACE}`] });
    const { loadBalancerCertificate } = config.api;
    if (loadBalancerCertificate.kind === 'ownAuthority') {
      this.loadBalancerCertificate = authority.importedCertificate('LoadBalancer', loadBalancerCertificate);
    }
  }
}
