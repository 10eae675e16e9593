/** From where the API can be reached. Every call needs a token either way. */
export class ApiExposure {
  /** Through API Gateway's regional endpoint, guarded by the web ACL. */
  public static regional(): ApiExposure {
    return new ApiExposure([]);
  }

  /** Through these `execute-api` interface endpoints only; the API has no address on the internet. */
  public static privateTo(vpcEndpointIds: string[]): ApiExposure {
    return new ApiExposure(vpcEndpointIds, true);
  }

  private constructor(
    /** Endpoints that may be used; empty for a regional API. */
    public readonly vpcEndpointIds: string[],
    /** Whether the API has no address on the internet. */
    public readonly isPrivate: boolean = false,
  ) {}
}
