import { at, isUnknown, texts, type Resource } from '../../template';
import { PASS, PRESENT, property, skip } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { guarded, names, resourceOf } from '../network/references';
import { doubted, told } from '../network/told';
import { ofApplication } from './balancers';
import { associations } from './firewalls';
import { isStageArn } from './stages';

export const edgeFirewalled: Rule = {
  id: 'EdgeFirewalled',
  title: 'web application firewall stands before what faces the internet',
  why: 'floods, known exploits and oversized bodies reach the application, and the models behind it, unhindered',
  fix: 'associate an AWS::WAFv2::WebACL with the stage, load balancer or GraphQL API, or name it in WebACLId of the distribution',
  severity: 'error',
  controls: ['API-03'],
  types: ['AWS::ApiGateway::Stage', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::AppSync::GraphQLApi', 'AWS::CloudFront::Distribution'],
  check: (resource, context) => {
    switch (resource.type) {
      case 'AWS::CloudFront::Distribution':
        return property(resource, ['DistributionConfig', 'WebACLId'], PRESENT);
      case 'AWS::ApiGateway::Stage':
        return isPrivate(resource, context) ? skip('PrivateApi') : firewalled(resource, context);
      case 'AWS::AppSync::GraphQLApi':
        return unless(told(at(resource.properties, 'Visibility')), 'PRIVATE', () => firewalled(resource, context));
      default:
        return ofApplication(resource, () => unless(told(at(resource.properties, 'Scheme')), 'internal', () => firewalled(resource, context)));
    }
  },
};

/** What stands behind a closed door needs no firewall; where it is not told whether it does, its absence is in doubt. */
function unless(word: ReturnType<typeof told>, closed: string, judge: () => Outcome): Outcome {
  if (word === closed) return skip('NotFacingInternet');
  return isUnknown(word) ? doubted(judge(), word.cause) : judge();
}

function firewalled(resource: Resource, context: RuleContext): Outcome {
  const found = associations(context, (arn) => (resource.type === 'AWS::ApiGateway::Stage' ? isStageArn(resource, arn, context) : names(arn, resource, context)));
  return guarded(found, (association) => (association.type === 'AWS::WAFv2::WebACLAssociation' ? property(association, ['WebACLArn'], PRESENT) : PASS), { because: [{ code: 'NoWebAcl' }] });
}

function isPrivate(stage: Resource, context: RuleContext): boolean {
  const types = texts(at(resourceOf(at(stage.properties, 'RestApiId'), context)?.properties, 'EndpointConfiguration', 'Types'));
  return types !== undefined && !isUnknown(types) && types.length > 0 && types.every((type) => type === 'PRIVATE');
}
