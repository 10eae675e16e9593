import { any, type Trilean } from '../../iam/trilean';
import { at, isUnknown, text } from '../../template';
import { oneOf, property, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { referrers } from '../network/references';
import { hasOpenPart } from '../compute/expectations';
import { told, when } from '../network/told';
import { WEB_ACL } from './web-acl';

export const webAclInspectsBody: Rule = {
  id: 'WebAclInspectsBody',
  title: 'web ACL reads as much of the body as it can',
  why: 'by default it reads 16 KB: what is hidden behind that much padding passes unread',
  fix: 'set DefaultSizeInspectionLimit to KB_64 in AssociationConfig.RequestBody for API_GATEWAY (or CLOUDFRONT)',
  severity: 'warning',
  controls: ['API-03'],
  types: [WEB_ACL],
  check: (acl, context) => {
    const expected = oneOf(['KB_64']);
    const scope = told(at(acl.properties, 'Scope'));
    if (isUnknown(scope)) return unknownOutcome({ ...scope.cause, property: 'Scope' });
    if (scope === 'CLOUDFRONT') return property(acl, ['AssociationConfig', 'RequestBody', 'CLOUDFRONT', 'DefaultSizeInspectionLimit'], expected);
    const { sure, perhaps } = referrers(context, acl, ['AWS::WAFv2::WebACLAssociation'], 'WebACLArn');
    const stage = any([...sure, ...perhaps].map(({ properties }) => guardsApi(text(at(properties, 'ResourceArn')))));
    return when(stage, () => property(acl, ['AssociationConfig', 'RequestBody', 'API_GATEWAY', 'DefaultSizeInspectionLimit'], expected), skip('NotBeforeAnApi'), { code: 'PerhapsBeforeAnApi' });
  },
};

function guardsApi(arn: ReturnType<typeof text>): Trilean {
  if (isUnknown(arn)) return 'unknown';
  if (arn === undefined) return 'no';
  return /\/(?:rest)?apis\//.test(arn) ? 'yes' : hasOpenPart(arn) ? 'unknown' : 'no';
}
