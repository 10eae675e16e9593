import { changed, isList, isMap, replaced, type Json, type JsonMap, type Mutant, type TemplateJson } from './mutant';

const EVERYWHERE = '0.0.0.0/0';

/** Opens ports, sources, routes and gateways. */
export function networkMutants(template: TemplateJson): readonly Mutant[] {
  return Object.entries(template.Resources).flatMap(([logicalId, { Type, Properties = {} }]) => {
    switch (Type) {
      case 'AWS::EC2::SecurityGroupIngress':
      case 'AWS::EC2::SecurityGroupEgress':
        return openedRule(template, logicalId, Properties, Type.endsWith('Ingress'));
      case 'AWS::EC2::SecurityGroup':
        return openedGroup(template, logicalId, Properties);
      case 'AWS::EC2::NetworkAclEntry':
        return Properties.RuleAction === 'allow' ? [changed(template, logicalId, 'open-acl', ['CidrBlock'], EVERYWHERE), changed(template, logicalId, 'open-acl', ['Protocol'], -1)] : [];
      case 'AWS::EC2::RouteTable':
        return [withGateway(template, logicalId, Properties)];
      default:
        return [];
    }
  });
}

function openedRule(template: TemplateJson, logicalId: string, properties: JsonMap, ingress: boolean): readonly Mutant[] {
  const { SourceSecurityGroupId: _, DestinationSecurityGroupId: __, SourcePrefixListId: ___, DestinationPrefixListId: ____, ...rest } = properties;
  const whole = (operator: string, value: JsonMap, note: string): Mutant => ({
    operator, logicalId, type: template.Resources[logicalId]?.Type ?? '', change: note, template: replaced(template, ['Resources', logicalId, 'Properties'], value) as TemplateJson,
  });
  return [
    whole(ingress ? 'open-ingress' : 'open-egress', { ...rest, CidrIp: EVERYWHERE }, `${ingress ? 'from' : 'to'} ${EVERYWHERE}`),
    whole('open-ports', { ...properties, IpProtocol: '-1', FromPort: -1, ToPort: -1 }, 'all protocols and ports'),
  ];
}

function openedGroup(template: TemplateJson, logicalId: string, properties: JsonMap): readonly Mutant[] {
  const rule = (list: Json | undefined): Json => [...(isList(list) ? list : []), { IpProtocol: '-1', CidrIp: EVERYWHERE }];
  return [
    changed(template, logicalId, 'open-ingress', ['SecurityGroupIngress'], rule(properties.SecurityGroupIngress), 'one more rule: everything from everywhere'),
    changed(template, logicalId, 'open-egress', ['SecurityGroupEgress'], rule(isList(properties.SecurityGroupEgress) ? properties.SecurityGroupEgress.filter((item) => !isMap(item) || item.CidrIp !== '255.255.255.255/32') : undefined), 'one more rule: everything to everywhere'),
  ];
}

/** An internet gateway, attached, with a default route from the table to it. */
function withGateway(template: TemplateJson, logicalId: string, properties: JsonMap): Mutant {
  const added: JsonMap = {
    MutantGateway: { Type: 'AWS::EC2::InternetGateway' },
    MutantAttachment: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: properties.VpcId ?? null, InternetGatewayId: { Ref: 'MutantGateway' } } },
    MutantRoute: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: logicalId }, DestinationCidrBlock: EVERYWHERE, GatewayId: { Ref: 'MutantGateway' } } },
  };
  return {
    operator: 'open-route', logicalId, type: 'AWS::EC2::RouteTable', change: 'default route to an internet gateway',
    template: { ...template, Resources: { ...template.Resources, ...added } as TemplateJson['Resources'] },
  };
}
