import { at, isUnknown, text, type Value } from '../../template';
import { fail, PASS, PRESENT, skip, unknownOutcome, valueAt } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { everyOf } from '../network/items';
import { told } from '../network/told';

export const listenerCertificate: Rule = {
  id: 'ListenerCertificate',
  title: 'listener shows a certificate that is renewed for it',
  why: 'server certificates uploaded to IAM expire unnoticed, and their keys lie where they were made',
  fix: 'name a certificate of ACM',
  severity: 'error',
  controls: ['API-05'],
  types: ['AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancing::LoadBalancer'],
  check: (resource) => {
    if (resource.type === 'AWS::ElasticLoadBalancing::LoadBalancer') {
      return everyOf(resource.properties, ['Listeners'], (listener, path) => (encrypts(at(listener, 'Protocol')) ? certificate(listener, ['SSLCertificateId'], path) : skip('NoTls')), skip('NoListeners'));
    }
    const protocol = told(at(resource.properties, 'Protocol'));
    if (isUnknown(protocol)) return unknownOutcome(protocol.cause);
    if (!encrypts(protocol)) return skip('NoTls');
    return everyOf(resource.properties, ['Certificates'], (each, path) => certificate(each, ['CertificateArn'], path), fail({ path: ['Certificates'], because: [{ code: 'NoCertificate' }] }));
  },
};

function certificate(value: Value, path: readonly string[], above: readonly (string | number)[]): Outcome {
  const arn = text(at(value, ...path));
  const uploaded = typeof arn === 'string' && /:iam:.*:server-certificate\//.test(arn);
  return uploaded ? fail({ path: [...above, ...path], got: arn, because: [{ code: 'UploadedCertificate', certificate: arn }] }) : arn === undefined || isUnknown(arn) ? valueAt(value, path, PRESENT, above) : PASS;
}

function encrypts(protocol: Value | undefined): boolean {
  const written = text(protocol);
  return typeof written === 'string' && ['HTTPS', 'TLS', 'SSL'].includes(written.toUpperCase());
}
