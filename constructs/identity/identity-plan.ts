import { aws_cognito as cognito } from 'aws-cdk-lib';
import type { Justification } from '../core/justification';

/** Feature plan of the user pool, and with it what watches over sign-ins. */
export class IdentityPlan {
  /** Plus: compromised credentials are refused and risky sign-ins challenged or blocked. Billed per active user from the first. */
  public static plus(): IdentityPlan {
    return new IdentityPlan(cognito.FeaturePlan.PLUS);
  }

  /** Essentials: no threat protection; MFA and passkeys stay compulsory. The first users of a month are free of charge. */
  public static essentials(justification: Justification): IdentityPlan {
    return new IdentityPlan(cognito.FeaturePlan.ESSENTIALS, justification);
  }

  private constructor(
    /** The plan in Cognito's own terms. */
    public readonly featurePlan: cognito.FeaturePlan,
    /** Why there is no threat protection. @default - there is */
    public readonly justification?: Justification,
  ) {}
}
