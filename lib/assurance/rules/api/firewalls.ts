import type { Trilean } from '../../iam/trilean';
import { at, type Value } from '../../template';
import type { RuleContext } from '../rule';
import { related, resourceOf, type Referrers } from '../network/references';

const ASSOCIATIONS = ['AWS::WAFv2::WebACLAssociation', 'AWS::WAFRegional::WebACLAssociation'];

/** Associations of a web ACL with what a test takes. */
export function associations(context: RuleContext, test: (arn: Value | undefined) => Trilean): Referrers {
  return related(context, ASSOCIATIONS, (association) => test(at(association.properties, 'ResourceArn')));
}

/** The web ACLs themselves, as far as they stand in the templates. */
export function aclsOf(context: RuleContext, test: (arn: Value | undefined) => Trilean): Referrers {
  const { sure, perhaps } = associations(context, test);
  const acl = (association: Referrers['sure'][number]): Referrers['sure'] => {
    const found = resourceOf(at(association.properties, 'WebACLArn'), context);
    return found === undefined ? [] : [found];
  };
  return { sure: sure.flatMap(acl), perhaps: perhaps.flatMap(acl) };
}
