import { Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The app or stage that writes the assembly of a construct: itself, where it is one. */
export function stageOf(construct: IConstruct): Stage | undefined {
  return Stage.isStage(construct) ? construct : Stage.of(construct);
}
