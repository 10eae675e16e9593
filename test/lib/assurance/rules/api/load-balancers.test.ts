import { classicListenersEncrypted } from '../../../../../lib/assurance/rules/api/classic-listeners-encrypted';
import { classicTlsModern } from '../../../../../lib/assurance/rules/api/classic-tls-modern';
import { listenerAuthenticates } from '../../../../../lib/assurance/rules/api/listener-authenticates';
import { listenerCertificate } from '../../../../../lib/assurance/rules/api/listener-certificate';
import { listenerEncrypted } from '../../../../../lib/assurance/rules/api/listener-encrypted';
import { listenerTlsModern } from '../../../../../lib/assurance/rules/api/listener-tls-modern';
import { loadBalancerAccessLogged } from '../../../../../lib/assurance/rules/api/load-balancer-access-logged';
import { loadBalancerConnectionsLogged } from '../../../../../lib/assurance/rules/api/load-balancer-connections-logged';
import { loadBalancerDeletionProtected } from '../../../../../lib/assurance/rules/api/load-balancer-deletion-protected';
import { loadBalancerDesyncGuarded } from '../../../../../lib/assurance/rules/api/load-balancer-desync-guarded';
import { loadBalancerDropsInvalidHeaders } from '../../../../../lib/assurance/rules/api/load-balancer-drops-invalid-headers';
import { targetGroupEncrypted } from '../../../../../lib/assurance/rules/api/target-group-encrypted';
import type { Rule } from '../../../../../lib/assurance/rules';
import { ruleCases } from '../cases';
import { lines, open, resource } from '../network/write';

const balancer = (properties: string): string => resource('B', 'AWS::ElasticLoadBalancingV2::LoadBalancer', `{ ${properties} }`);
const attribute = (key: string, value: string): string => balancer(`LoadBalancerAttributes: [{ Key: ${key}, Value: ${value} }]`);
const classic = (properties: string): string => resource('K', 'AWS::ElasticLoadBalancing::LoadBalancer', `{ ${properties} }`);
const listener = (properties: string): string => resource('L1', 'AWS::ElasticLoadBalancingV2::Listener', `{ LoadBalancerArn: !Ref B, ${properties} }`);
const listenerRule = (actions: string): string => resource('R', 'AWS::ElasticLoadBalancingV2::ListenerRule', `{ ListenerArn: !Ref L1, Actions: ${actions} }`);
const FORWARD = '{ Type: forward, TargetGroupArn: t }';
const REDIRECT = '{ Type: redirect, RedirectConfig: { Protocol: HTTPS, StatusCode: HTTP_301 } }';

const SWITCHES: readonly { readonly rule: Rule; readonly key: string; readonly good: string; readonly bad: string; readonly absent: 'pass' | 'fail'; readonly network: 'skip' | 'judged' }[] = [
  { rule: loadBalancerDropsInvalidHeaders, key: 'routing.http.drop_invalid_header_fields.enabled', good: '"true"', bad: 'false', absent: 'fail', network: 'skip' },
  { rule: loadBalancerDesyncGuarded, key: 'routing.http.desync_mitigation_mode', good: 'strictest', bad: 'monitor', absent: 'pass', network: 'skip' },
  { rule: loadBalancerDeletionProtected, key: 'deletion_protection.enabled', good: 'true', bad: '"false"', absent: 'fail', network: 'judged' },
  { rule: loadBalancerAccessLogged, key: 'access_logs.s3.enabled', good: 'true', bad: 'false', absent: 'fail', network: 'judged' },
  { rule: loadBalancerConnectionsLogged, key: 'connection_logs.s3.enabled', good: 'true', bad: 'false', absent: 'fail', network: 'skip' },
];

for (const { rule, key, good, bad, absent, network } of SWITCHES) {
  const nothing = { 'nothing said': balancer('Scheme: internal'), 'other attributes': attribute('idle_timeout.timeout_seconds', '60') };
  ruleCases(rule, {
    pass: { set: attribute(key, good), ...(absent === 'pass' ? nothing : {}) },
    fail: { 'set wrongly': attribute(key, bad), ...(absent === 'fail' ? nothing : {}), 'one branch': open(attribute(key, `!If [C, ${good}, ${bad}]`)) },
    unknown: { 'a value that nobody tells': open(attribute(key, '!Ref P')), 'attributes that nobody tells': open(balancer('LoadBalancerAttributes: !Ref L')), 'a key that nobody tells': open(attribute('!Ref P', bad)), ...(network === 'skip' ? { 'a type that nobody tells': open(balancer('Type: !Ref P')) } : {}) },
    skip: network === 'skip' ? { 'a network load balancer': balancer('Type: network') } : {},
  });
}

ruleCases(loadBalancerAccessLogged, { pass: { 'a classic one': classic('AccessLoggingPolicy: { Enabled: true, S3BucketName: b }') }, fail: { 'a classic one': classic('Scheme: internal') }, unknown: { 'a classic one': open(classic('AccessLoggingPolicy: { Enabled: !Ref P }')) }, skip: { 'an appliance': balancer('Type: gateway') } });

ruleCases(listenerEncrypted, {
  pass: { HTTPS: listener('Protocol: HTTPS, Port: 443'), TLS: listener('Protocol: TLS'), 'a redirect to HTTPS': listener(`Protocol: HTTP, DefaultActions: [${REDIRECT}]`) },
  fail: {
    HTTP: listener(`Protocol: HTTP, DefaultActions: [${FORWARD}]`), 'a redirect to HTTP': listener('Protocol: HTTP, DefaultActions: [{ Type: redirect, RedirectConfig: { Protocol: HTTP } }]'),
    'a rule that forwards': lines(listener(`Protocol: HTTP, DefaultActions: [${REDIRECT}]`), listenerRule(`[${FORWARD}]`)), 'no actions': listener('Protocol: HTTP, DefaultActions: []'),
  },
  unknown: { 'what targets may encrypt': listener('Protocol: TCP, Port: 443'), 'a protocol that nobody tells': open(listener('Protocol: !Ref P')) },
  skip: { 'an appliance': listener('Protocol: GENEVE') },
});

ruleCases(listenerTlsModern, {
  pass: { 'TLS 1.3': listener('Protocol: HTTPS, SslPolicy: ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09'), 'TLS 1.2': listener('Protocol: TLS, SslPolicy: ELBSecurityPolicy-TLS-1-2-Ext-2018-06') },
  fail: { 'nothing said': listener('Protocol: HTTPS'), 'an old one': listener('Protocol: HTTPS, SslPolicy: ELBSecurityPolicy-2016-08'), 'one that takes TLS 1.0': listener('Protocol: HTTPS, SslPolicy: ELBSecurityPolicy-TLS13-1-0-2021-06'), 'TLS 1.1': listener('Protocol: HTTPS, SslPolicy: ELBSecurityPolicy-TLS-1-1-2017-01') },
  unknown: { 'not told': open(listener('Protocol: HTTPS, SslPolicy: !Ref P')) },
  skip: { 'no TLS': listener('Protocol: HTTP') },
});

const certificates = (arn: string): string => listener(`Protocol: HTTPS, Certificates: [{ CertificateArn: ${arn} }]`);
ruleCases(listenerCertificate, {
  pass: { 'of ACM': certificates('"arn:aws:acm:eu-west-1:111122223333:certificate/1"'), 'of the template': lines(resource('C', 'AWS::CertificateManager::Certificate', '{ DomainName: d }'), certificates('!Ref C')), 'a classic one': classic('Listeners: [{ Protocol: HTTPS, SSLCertificateId: "arn:aws:acm:eu-west-1:111122223333:certificate/1" }]') },
  fail: { uploaded: certificates('"arn:aws:iam::111122223333:server-certificate/x"'), none: listener('Protocol: HTTPS'), 'an empty list': listener('Protocol: TLS, Certificates: []'), 'a classic one': classic('Listeners: [{ Protocol: SSL, SSLCertificateId: "arn:aws:iam::111122223333:server-certificate/x" }]') },
  unknown: {
    'not told': open(listener('Protocol: HTTPS, Certificates: !Ref L')), 'a certificate that nobody tells': open(certificates('!Ref P')), 'a protocol that nobody tells': open(listener('Protocol: !Ref P')),
    'a classic one of a protocol that nobody tells': open(classic('Listeners: [{ Protocol: !Ref P, SSLCertificateId: "arn:aws:iam::111122223333:server-certificate/x" }]')), 'a classic one with a certificate that nobody tells': open(classic('Listeners: [{ Protocol: SSL, SSLCertificateId: !Ref P }]')),
  },
  skip: { 'no TLS': listener('Protocol: HTTP'), 'a classic one without': classic('Listeners: [{ Protocol: HTTP }]') },
});

ruleCases(listenerAuthenticates, {
  pass: {
    'a token first': lines(balancer('Scheme: internet-facing'), listener(`Protocol: HTTPS, DefaultActions: [{ Type: jwt-validation, Order: 1 }, { Type: forward, Order: 2 }]`)),
    'in the order that is written': lines(balancer('Scheme: internet-facing'), listener('Protocol: HTTPS, DefaultActions: [{ Type: forward, Order: 2 }, { Type: authenticate-oidc, Order: 1 }]')), 'a fixed answer': lines(balancer('Type: application'), listener('Protocol: HTTPS, DefaultActions: [{ Type: fixed-response }]')),
  },
  fail: { 'forwarded at once': lines(balancer('Type: application'), listener(`Protocol: HTTPS, DefaultActions: [${FORWARD}]`)), 'a rule that forwards': lines(balancer('Scheme: internet-facing'), listener('Protocol: HTTPS, DefaultActions: [{ Type: fixed-response }]'), listenerRule(`[${FORWARD}]`)) },
  unknown: { 'a load balancer elsewhere': resource('L1', 'AWS::ElasticLoadBalancingV2::Listener', `{ LoadBalancerArn: a, DefaultActions: [${FORWARD}] }`), 'a scheme that nobody tells': open(balancer('Scheme: !Ref P'), listener(`DefaultActions: [${FORWARD}]`)), 'actions that nobody tells': open(balancer('Type: application'), listener('DefaultActions: !Ref L')) },
  skip: { internal: lines(balancer('Scheme: internal'), listener(`DefaultActions: [${FORWARD}]`)), 'a network load balancer': lines(balancer('Type: network'), listener(`DefaultActions: [${FORWARD}]`)) },
});

const group = (properties: string): string => resource('T', 'AWS::ElasticLoadBalancingV2::TargetGroup', `{ ${properties} }`);
ruleCases(targetGroupEncrypted, {
  pass: { HTTPS: group('Protocol: HTTPS, HealthCheckProtocol: HTTPS') },
  fail: { HTTP: group('Protocol: HTTP'), 'health checks in the clear': group('Protocol: HTTPS, HealthCheckProtocol: HTTP') },
  unknown: { 'not told': open(group('Protocol: !Ref P')), 'a type that nobody tells': open(group('TargetType: !Ref P, Protocol: HTTP')) },
  skip: { 'a function': group('TargetType: lambda') },
});

ruleCases(classicListenersEncrypted, {
  pass: { all: classic('Listeners: [{ Protocol: HTTPS }, { Protocol: SSL }]') },
  fail: { 'one of two': classic('Listeners: [{ Protocol: HTTPS }, { Protocol: TCP }]'), none: classic('Listeners: []') },
  unknown: { 'not told': open(classic('Listeners: [{ Protocol: !Ref P }]')) },
});

const POLICY = 'Policies: [{ PolicyName: p, PolicyType: SSLNegotiationPolicyType, Attributes: [{ Name: Reference-Security-Policy, Value: ELBSecurityPolicy-TLS-1-2-2017-01 }] }, { PolicyName: old, PolicyType: SSLNegotiationPolicyType, Attributes: [{ Name: Reference-Security-Policy, Value: ELBSecurityPolicy-2016-08 }] }]';
ruleCases(classicTlsModern, {
  pass: { 'a modern policy': classic(`Listeners: [{ Protocol: HTTPS, PolicyNames: [p] }], ${POLICY}`) },
  fail: { 'no policy': classic('Listeners: [{ Protocol: HTTPS }]'), 'an old one': classic(`Listeners: [{ Protocol: SSL, PolicyNames: [old] }], ${POLICY}`), 'a modern one that nobody names': classic(`Listeners: [{ Protocol: HTTPS }], ${POLICY}`) },
  unknown: { 'listeners that nobody tells': open(classic('Listeners: !Ref L')), 'policies that nobody tells': open(classic('Listeners: [{ Protocol: HTTPS, PolicyNames: !Ref L }], Policies: []')), 'a protocol that nobody tells': open(classic('Listeners: [{ Protocol: !Ref P }]')), 'a name that nobody tells': open(classic(`Listeners: [{ Protocol: HTTPS, PolicyNames: [!Ref P] }], ${POLICY}`)) },
  skip: { 'no TLS': classic('Listeners: [{ Protocol: HTTP }]') },
});
