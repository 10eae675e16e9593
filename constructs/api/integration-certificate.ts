import type { Justification } from '../core/justification';

/** How API Gateway checks the certificate of the internal load balancer. */
export class IntegrationCertificate {
  /** The certificate must come from a public authority (a free ACM certificate of a domain you own), be valid in time and carry the server name. */
  public static publicAuthority(): IntegrationCertificate {
    return new IntegrationCertificate('public-authority');
  }

  /**
   * The certificate may come from an authority of your own. The hop stays encrypted, and time and name are still checked, but not the issuer:
   * whoever could answer in the load balancer's place inside the network could present a certificate of their own.
   */
  public static ownAuthority(justification: Justification): IntegrationCertificate {
    return new IntegrationCertificate('own-authority', justification);
  }

  private constructor(
    /** Name of the choice; part of each integration, so that changing it writes the integrations anew. */
    public readonly kind: string,
    /** Why the issuer is not checked. @default - it is */
    public readonly justification?: Justification,
  ) {}
}
