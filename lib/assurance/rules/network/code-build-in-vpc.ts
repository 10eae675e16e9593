import { every, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const codeBuildInVpc: Rule = {
  id: 'CodeBuildInVpc',
  title: 'builds run in the VPC',
  why: 'a build outside of a VPC can fetch from, and send to, any address on the internet',
  fix: 'set VpcConfig with VpcId, private subnets and a security group',
  severity: 'warning',
  controls: ['NET-09'],
  types: ['AWS::CodeBuild::Project'],
  check: (project) => every(['VpcId', 'Subnets', 'SecurityGroupIds'].map((name) => property(project, ['VpcConfig', name], PRESENT))),
};
