import { customerKey } from '../data/customer-key';
import { every, noneOf, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerModelCardComplete: Rule = {
  id: 'SagemakerModelCardComplete',
  title: 'a model card says intended use, risk and owner, and is encrypted with a key of the account',
  why: 'a card that does not say what the model is for allows everything',
  fix: 'fill IntendedUses with RiskRating and ModelOverview.ModelOwner, and set SecurityConfig.KmsKeyId',
  severity: 'warning',
  controls: ['GOV-02'],
  types: ['AWS::SageMaker::ModelCard'],
  check: (resource, context) => every([
    ...[['IntendedUses', 'IntendedUses'], ['IntendedUses', 'PurposeOfModel'], ['ModelOverview', 'ModelOwner']].map((path) => property(resource, ['Content', ...path], PRESENT)),
    property(resource, ['Content', 'IntendedUses', 'RiskRating'], noneOf(['Unknown'], 'no')), property(resource, ['SecurityConfig', 'KmsKeyId'], customerKey(context)),
  ]),
};
