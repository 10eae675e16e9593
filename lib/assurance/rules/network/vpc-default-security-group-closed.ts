import { isUnknown, stringsIn } from '../../template';
import { fail, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { sameResource } from './references';

export const vpcDefaultSecurityGroupClosed: Rule = {
  id: 'VpcDefaultSecurityGroupClosed',
  title: 'default security group of the VPC is closed',
  why: 'whatever names no group falls into the default one, whose members reach each other and, outwards, everything',
  fix: 'take its rules away with a custom resource: a template alone can only add to them',
  severity: 'error',
  controls: ['NET-08'],
  types: ['AWS::EC2::VPC'],
  check: (resource, context) => {
    const group = resource.names.DefaultSecurityGroup ?? '';
    const open = { code: 'DefaultSecurityGroupOpen', group };
    const users = context.resources.filter((other) => !sameResource(other, resource) && !isUnknown(other.properties) && stringsIn(other.properties).includes(group));
    const changed = users.find(({ type }) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource');
    const used = users.filter(({ type }) => type.startsWith('AWS::') && type !== 'AWS::CloudFormation::CustomResource').map(({ template, logicalId }) => ({ code: 'DefaultSecurityGroupUsed', by: `${template}.${logicalId}` }));
    if (used.length > 0) return fail({ because: [open, ...used] });
    // what a custom resource does is not in the template: it can close the group, or open it wider
    return changed === undefined ? fail({ because: [open] }) : unknownOutcome({ code: 'LeftToCustomResource', resource: `${changed.template}.${changed.logicalId}`, group });
  },
};
