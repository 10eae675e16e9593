/** Where the metrics lie that the AI gateway writes into its log in CloudWatch's embedded metric format. */
export const GATEWAY_METRIC_NAMESPACE = 'SecureAiPlatform/Gateway';

/** Every metric is there for each tenant, and without a dimension for all of them. */
export const GATEWAY_TENANT_DIMENSION = 'Tenant';

/** Value of the dimension for tenants beyond those that are counted apart, and for requests without a tenant. */
export const GATEWAY_OTHER_TENANTS = 'other';

/** Names of the metrics; sums of a minute. */
export const GATEWAY_METRICS = {
  requests: 'Requests',
  inputTokens: 'InputTokens',
  outputTokens: 'OutputTokens',
  /** Requests and answers that a guard or a policy refused. */
  denials: 'Denials',
  /** Requests refused because a budget was used up. */
  budgetRefusals: 'BudgetRefusals',
  /** Answered with a status of 500 or more. */
  errors: 'Errors',
  /** In the currency of the configuration's prices. */
  cost: 'Cost',
  /** Minutes in which a tenant used far more tokens than it is used to. */
  tokenAnomalies: 'TokenAnomalies',
} as const;
