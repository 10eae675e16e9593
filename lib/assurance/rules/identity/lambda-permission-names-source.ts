import { at, isUnknown, text } from '../../template';
import { hasOpenPart } from '../compute/expectations';
import { when } from '../network/told';
import { either, PRESENT, property, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const lambdaPermissionNamesSource: Rule = {
  id: 'LambdaPermissionNamesSource',
  title: 'service invokes the function only for a source that is named',
  why: 'the same service invokes it for whatever anybody sets up',
  fix: 'set SourceArn, and SourceAccount where the ARN names none',
  severity: 'error',
  controls: ['IAM-07'],
  types: ['AWS::Lambda::Permission'],
  check: (permission) => {
    const principal = text(at(permission.properties, 'Principal'));
    if (isUnknown(principal)) return unknownOutcome({ ...principal.cause, property: 'Principal' });
    const service = principal !== undefined && /\.amazon(?:aws)?\.com(?:\.cn)?$/.test(principal) ? 'yes' : principal !== undefined && hasOpenPart(principal) ? 'unknown' : 'no';
    // the ARN of a bucket does not say whose it is: after its deletion anybody may take the name
    const sufficient = principal === 's3.amazonaws.com' ? ['SourceAccount', 'PrincipalOrgID'] : ['SourceArn', 'SourceAccount', 'PrincipalOrgID', 'EventSourceToken'];
    return when(service, () => either(sufficient.map((name) => property(permission, [name], PRESENT))), skip('NoServicePrincipal'), { code: 'PerhapsAService', principal });
  },
};
