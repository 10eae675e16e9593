import { any } from '../../iam/trilean';
import { at, text } from '../../template';
import { oneOf, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { referrers } from '../network/references';
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
    if (text(at(acl.properties, 'Scope')) === 'CLOUDFRONT') return property(acl, ['AssociationConfig', 'RequestBody', 'CLOUDFRONT', 'DefaultSizeInspectionLimit'], expected);
    const { sure, perhaps } = referrers(context, acl, ['AWS::WAFv2::WebACLAssociation'], 'WebACLArn');
    const stage = any([...sure, ...perhaps].map(({ properties }) => (/\/(?:rest)?apis\//.test(String(text(at(properties, 'ResourceArn')))) ? 'yes' : 'no')));
    return stage === 'yes' ? property(acl, ['AssociationConfig', 'RequestBody', 'API_GATEWAY', 'DefaultSizeInspectionLimit'], expected) : skip('NotBeforeAnApi');
  },
};
