import { at, isUnknown } from '../../template';
import { told } from '../compute/expectations';
import { places } from '../compute/places';
import { decided, skip, trilean, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const codePipelineManualApproval: Rule = {
  id: 'CodePipelineManualApproval',
  title: 'somebody approves before a pipeline deploys',
  why: 'without a stop, whoever can push code decides what runs in production',
  fix: 'put an action of category Approval before the actions of category Deploy',
  severity: 'error',
  controls: ['SUP-08', 'IAM-08'],
  types: ['AWS::CodePipeline::Pipeline'],
  check: (resource) => {
    const actions = places(resource.properties, ['Stages', '*', 'Actions', '*']);
    const kinds = actions.map(({ value }) => told(at(value, 'ActionTypeId', 'Category')));
    if (kinds.some(isUnknown) || actions.some(({ value }) => isUnknown(value))) return unknownOutcome({ code: 'ActionsNotKnown', property: 'Stages' });
    const [deploys, approval] = [kinds.map((kind, index) => (kind === 'Deploy' ? index : -1)).filter((index) => index >= 0), kinds.indexOf('Approval')];
    const last = deploys.at(-1);
    if (last === undefined) return skip('DeploysNothing');
    return decided(trilean(approval >= 0 && approval < last), { path: actions[last]?.path ?? [], because: [{ code: 'DeploysWithoutApproval' }] });
  },
};
