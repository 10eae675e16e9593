import { App } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ACKNOWLEDGEMENT_METADATA } from '../constructs/core/acknowledge';
import { rulePacks } from '../lib/stacks/packs';

/** What the three packs say of a construct and what is below it. */
export interface Judgement {
  /** Findings that nobody acknowledged, as `<pack>::<rule> at <construct path>`. */
  readonly open: readonly string[];
  /** Acknowledgements that no finding needs. */
  readonly stale: readonly string[];
}

const PACKS = rulePacks();

/**
 * Judges after a synthesis, because references between stacks are resolved, and some acknowledgements written, only then.
 * An acknowledgement counts at the very resource of the finding; test/snapshot shows that CDK's own report sees it the same way.
 */
export function judge(scope: IConstruct): Judgement {
  const { root } = scope.node;
  if (App.isApp(root)) root.synth();
  const acknowledged = new Set(scope.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === ACKNOWLEDGEMENT_METADATA).map(({ data }) => `${String(data.id)} at ${node.path}`)));
  const ours = PACKS.map(({ name }) => `${name}::`);
  const found = new Set(PACKS.flatMap((pack) => pack.validateScope(scope).violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${pack.name}::${ruleName} at ${constructPath}`))));
  return { open: [...found].filter((id) => !acknowledged.has(id)), stale: [...acknowledged].filter((id) => ours.some((pack) => id.startsWith(pack)) && !found.has(id)) };
}
