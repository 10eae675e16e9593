import type { Justification } from '../core/justification';

/** What a client must speak to reach the API. Holds for the default endpoint and a custom domain alike. */
export class EdgeTlsPolicy {
  /** TLS 1.3 only. */
  public static tls13(): EdgeTlsPolicy {
    return new EdgeTlsPolicy('SecurityPolicy_TLS13_1_3_2025_09');
  }

  /** TLS 1.3 only, with FIPS-approved cipher suites. */
  public static tls13Fips(): EdgeTlsPolicy {
    return new EdgeTlsPolicy('SecurityPolicy_TLS13_1_3_FIPS_2025_09');
  }

  /** TLS 1.2 as well, with forward secrecy and post-quantum key exchange for those who can; for clients that cannot be updated. */
  public static tls12(justification: Justification): EdgeTlsPolicy {
    return new EdgeTlsPolicy('SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', justification);
  }

  private constructor(
    /** Name of the policy in API Gateway. */
    public readonly policyName: string,
    /** Why TLS 1.2 is admitted. @default - it is not */
    public readonly justification?: Justification,
  ) {}
}
