/** What the output guards are told: the `output` and `pii` sections of the configuration, with every choice resolved to what holds today. */
export interface OutputGuardSettings {
  /** Keys and tokens of well-known shapes. `allow`: seen and counted, not touched. */
  readonly secrets: 'mask' | 'block' | 'allow';
  /** Other structured personal data. `allow`: seen and counted, not touched. */
  readonly personalData: 'mask' | 'block' | 'allow';
  /** Types of personal data that are let through. Secrets are not among them: they have a choice of their own, with a last day. */
  readonly allowTypes: readonly string[];
  readonly systemPrompt: 'block' | 'allow';
  readonly links: 'neutralise' | 'allow';
  /** Lower-case host names; `*.example.com` for all below. */
  readonly linkHosts: readonly string[];
  readonly denyList: readonly string[];
}
