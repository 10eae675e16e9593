import { at, stringsIn, text, type Resource } from '../../template';
import { told } from '../compute/expectations';
import { places } from '../compute/places';
import { names } from '../network/references';
import { fail, PASS, PRESENT, property, skip, unknownOutcome } from '../outcome';
import type { Rule, RuleContext } from '../rule';

export const sagemakerModelHasCard: Rule = {
  id: 'SagemakerModelHasCard',
  title: 'a model that is deployed has a card',
  why: 'without a record of its intended use nobody can say that it is misused',
  fix: 'deploy a ModelPackage that has a ModelCard, or add an AWS::SageMaker::ModelCard that names the model',
  severity: 'warning',
  controls: ['GOV-02'],
  types: ['AWS::SageMaker::Model', 'AWS::SageMaker::ModelPackage'],
  check: (resource, context) => {
    if (resource.type === 'AWS::SageMaker::ModelPackage') return at(resource.properties, 'ModelCard') !== undefined || namedByCard(resource, context) ? PASS : property(resource, ['ModelCard', 'ModelCardContent'], PRESENT);
    if (namedByCard(resource, context)) return PASS;
    const packages = places(resource.properties, ['PrimaryContainer', 'ModelPackageName']).concat(places(resource.properties, ['Containers', '*', 'ModelPackageName'])).map(({ value }) => text(value));
    return packages.length === 0 ? fail({ because: [{ code: 'NoModelCard' }] })
      : packages.every((name) => typeof name === 'string' && context.named(name) !== undefined) ? skip('JudgedAtPackage') : unknownOutcome({ code: 'PackageElsewhere', property: 'ModelPackageName' });
  },
};

/** Whether a card of the templates names the model, or its package. */
function namedByCard(resource: Resource, context: RuleContext): boolean {
  const own = told(at(resource.properties, 'ModelName'));
  return context.ofType('AWS::SageMaker::ModelCard').some(({ properties }) => stringsIn(at(properties, 'Content')).some((written) => written === own || names(written, resource, context) === 'yes'));
}
