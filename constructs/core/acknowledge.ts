import { CfnResource, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { throwProblems } from '../../lib/contract/platform-error';
import { justificationProblems } from './justification';

/** Who answers for the acknowledgements that the constructs make themselves. */
const OWNER = 'secure-ai-platform';

/** Key of the construct metadata under which acknowledgements are found in the assembly. */
export const ACKNOWLEDGEMENT_METADATA = 'secure-ai-platform:acknowledgement';

/** A finding that is accepted, on one resource. */
export interface Acknowledgement {
  /**
   * Qualified ids, `<pack>::<rule>` with `[finding]` where the rule gives one: `AwsSolutions::AwsSolutions-IAM5[Resource::*]`.
   * A bare id would match without leaving a trace in the report.
   */
  readonly findings: readonly string[];
  /** Why the finding does not apply or is accepted here. */
  readonly reason: string;
  /** Who answers for it. @default - the library's maintainers */
  readonly owner?: string;
  /** Last day on which it holds, as `YYYY-MM-DD`. */
  readonly expires: string;
}

/** Packs by the short names used in `finding()`. */
const PACKS = { AwsSolutions: 'AwsSolutions', Nist: 'NIST.800.53.R5', Hipaa: 'HIPAA.Security', SecureAi: 'SecureAi' } as const;

/** `finding('Nist', 'LambdaInsideVPC')` is `NIST.800.53.R5::NIST.800.53.R5-LambdaInsideVPC`. */
export function finding(pack: keyof typeof PACKS, rule: string): string {
  return `${PACKS[pack]}::${PACKS[pack]}-${rule}`;
}

/**
 * Accepts findings at the one resource that causes them: the construct itself when it is a CloudFormation resource,
 * else its main resource. Never a stack, never a subtree. A finding that is accepted there already stays as it is.
 */
export function acknowledge(construct: IConstruct, acknowledgement: Acknowledgement): void {
  const owner = acknowledgement.owner ?? OWNER;
  const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  throwProblems(justificationProblems({ ...acknowledgement, owner }, construct.node.path));
  if (resource === undefined || !CfnResource.isCfnResource(resource)) {
    throwProblems([{ code: 'AcknowledgementWithoutResource', what: 'an acknowledgement must name one resource', where: construct.node.path, fix: 'acknowledge at the CloudFormation resource that causes the finding' }]);
    return;
  }
  const known = new Set(resource.node.metadata.filter(({ type }) => type === ACKNOWLEDGEMENT_METADATA).map(({ data }) => data.id));
  for (const id of acknowledgement.findings) {
    if (known.has(id)) continue;
    Validations.of(resource).acknowledge({ id, reason: `${acknowledgement.reason} (owner: ${owner}; expires: ${acknowledgement.expires})` });
    resource.node.addMetadata(ACKNOWLEDGEMENT_METADATA, { id, reason: acknowledgement.reason, owner, expires: acknowledgement.expires });
  }
}
