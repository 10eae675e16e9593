import { at, isUnknown, text, texts, type Resource } from '../../template';
import { PASS, PRESENT, property, skip } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { guarded, names, resourceOf } from '../network/references';
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
        return isPrivate(resource, context) ? skip('PrivateApi') : firewalled(resource, context, true);
      case 'AWS::AppSync::GraphQLApi':
        return text(at(resource.properties, 'Visibility')) === 'PRIVATE' ? skip('PrivateApi') : firewalled(resource, context, false);
      default:
        return facesInternet(resource) ? firewalled(resource, context, false) : skip('NotFacingInternet');
    }
  },
};

function firewalled(resource: Resource, context: RuleContext, stage: boolean): Outcome {
  const found = associations(context, (arn) => (stage ? isStageArn(resource, arn, context) : names(arn, resource, context)));
  return guarded(found, (association) => (association.type === 'AWS::WAFv2::WebACLAssociation' ? property(association, ['WebACLArn'], PRESENT) : PASS), { because: [{ code: 'NoWebAcl' }] });
}

function isPrivate(stage: Resource, context: RuleContext): boolean {
  const types = texts(at(resourceOf(at(stage.properties, 'RestApiId'), context)?.properties, 'EndpointConfiguration', 'Types'));
  return types !== undefined && !isUnknown(types) && types.length > 0 && types.every((type) => type === 'PRIVATE');
}

/** Only application load balancers take a web ACL. */
function facesInternet({ properties }: Resource): boolean {
  const type = text(at(properties, 'Type'));
  return (type === undefined || type === 'application') && text(at(properties, 'Scheme')) !== 'internal';
}
