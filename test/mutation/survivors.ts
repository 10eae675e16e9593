/** Mutants that are no weakening, or that no template can show, by what they change; each with its reason. */
export interface Explained {
  readonly operator: RegExp;
  /** Matched on `<stack> <type> <logical id> <change>`. */
  readonly mutant: RegExp;
  readonly reason: string;
}

export const EXPLAINED: readonly Explained[] = [
  {
    operator: /^remove$/, mutant: /AWS::ApiGateway::GatewayResponse (?!.*DEFAULT4XX|.*DEFAULT5XX)/,
    reason: 'a gateway response of its own falls back on DEFAULT_4XX or DEFAULT_5XX, which answer in the same shape',
  },
  {
    operator: /^drop-item$/, mutant: /FirewallRuleGroup .*FirewallRules\.0 /,
    reason: 'the rule allows names: without it fewer are resolved',
  },
];
