import type { IPolicyValidationPlugin } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, type NagPack } from 'cdk-nag';
import { AssurancePlugin } from '../assurance/cdk/plugin';
import { BASELINE, PLATFORM } from '../assurance/requirements';
import { ALL_RULES } from '../assurance/rules';

/** The packs of cdk-nag that fail the synthesis. */
export function rulePacks(): NagPack[] {
  return [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks()];
}

/**
 * The AI rules, and the promises that every deployment and this one in particular must keep.
 * @param today YYYY-MM-DD, for what is shown; whether something expired never changes a synthesis
 */
export function platformAssurance(today?: string): AssurancePlugin {
  return new AssurancePlugin({ rules: ALL_RULES, requirements: [...BASELINE, ...PLATFORM], today });
}

/** Everything that fails the synthesis of the platform. */
export function platformPlugins(): IPolicyValidationPlugin[] {
  return [...rulePacks(), platformAssurance()];
}
