import type { IPolicyValidationPlugin } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, type NagPack } from 'cdk-nag';
import { AssurancePlugin } from '../assurance/cdk/plugin';
import { BASELINE, PLATFORM } from '../assurance/requirements';
import { ALL_RULES } from '../assurance/rules';

/** The packs of cdk-nag that fail the synthesis. */
export function rulePacks(): NagPack[] {
  return [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks()];
}

/** Everything that fails the synthesis of the platform: the packs, the AI rules, and the promises that every deployment and this one in particular must keep. */
export function platformPlugins(): IPolicyValidationPlugin[] {
  return [...rulePacks(), new AssurancePlugin({ rules: ALL_RULES, requirements: [...BASELINE, ...PLATFORM] })];
}
