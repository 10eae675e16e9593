import { CfnResource, aws_ec2 as ec2 } from 'aws-cdk-lib';
import type { Diagram } from '../../../lib/report/diagram';
import { fixtureReport } from './fixture';

/** `WAF Acl -> API Gateway Rest`, with the label behind. */
function arrows({ nodes, edges }: Diagram): string[] {
  const name = (id: string) => {
    const node = nodes.find((candidate) => candidate.id === id);
    return [node?.label, node?.detail].filter((part) => part !== undefined).join(' ');
  };
  return edges.map(({ from, to, label, dashed }) => `${name(from)} ${dashed === true ? '..>' : '->'} ${name(to)}${label === undefined ? '' : ` ${label}`}`);
}

describe('the request path', () => {
  const whole = arrows(fixtureReport({ judged: false }).requestPath);

  it('follows references across stacks from the caller to the data', () => {
    expect(whole).toEqual([
      'Caller -> WAF Acl HTTPS',
      'WAF Acl -> API Gateway Rest',
      'API Gateway Rest ..> Cognito user pool Pool checks token',
      'API Gateway Rest -> VPC link Link',
      'VPC link Link -> Load balancer Balancer HTTPS :443',
      'Load balancer Balancer -> ECS service Gateway/Service HTTPS :8443',
      'ECS service Gateway/Service -> ECS service Server/Service :8000',
      'ECS service Gateway/Service -> Aurora cluster Vectors :5432',
      'ECS service Gateway/Service -> Interface endpoints 2 AWS services :443',
      'ECS service Server/Service -> Interface endpoints 2 AWS services :443',
      'ECS service Server/Service ..> Bucket Models',
    ]);
  });

  it('has no web ACL when none is associated', () => {
    const open = arrows(fixtureReport({ guarded: false, judged: false }).requestPath);
    expect(open).toEqual(['Caller -> API Gateway Rest HTTPS', ...whole.slice(2)]);
  });

  it('loses the database with the security group rule, and gains what a new rule opens', () => {
    const changed = arrows(
      fixtureReport({
        judged: false,
        also: (_app, { network, inference }) => {
          const databaseGroup = network.node.findChild('DatabaseGroup').node.defaultChild;
          if (CfnResource.isCfnResource(databaseGroup)) databaseGroup.addPropertyDeletionOverride('SecurityGroupIngress');
          for (const child of network.node.findChild('DatabaseGroup').node.children) if (child.node.id.startsWith('from ')) network.node.findChild('DatabaseGroup').node.tryRemoveChild(child.node.id);
          const group = ec2.SecurityGroup.fromSecurityGroupId(inference, 'Again', idOf(network.node.findChild('DatabaseGroup')));
          group.addIngressRule(ec2.SecurityGroup.fromSecurityGroupId(inference, 'Server2', idOf(network.node.findChild('InferenceGroup'))), ec2.Port.tcp(5432));
        },
      }).requestPath,
    );
    expect(changed).not.toContain('ECS service Gateway/Service -> Aurora cluster Vectors :5432');
    expect(changed).toContain('ECS service Server/Service -> Aurora cluster Vectors :5432');
  });
});

function idOf(construct: unknown): string {
  if (construct instanceof ec2.SecurityGroup) return construct.securityGroupId;
  throw new Error('not a security group');
}
