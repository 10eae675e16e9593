import { at, hasSymbol, isUnknown, text, type Value } from '../../template';
import type { Trilean } from '../../iam/trilean';
import { causeOf, fail, PASS, PRESENT, skip, unknownOutcome, valueAt } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { hasOpenPart } from '../compute/expectations';
import { everyOf } from '../network/items';
import { isWord, when } from '../network/told';

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
      return everyOf(resource.properties, ['Listeners'], (listener, path) => when(encrypts(at(listener, 'Protocol')), () => certificate(listener, ['SSLCertificateId'], path), skip('NoTls'), DOUBT), skip('NoListeners'));
    }
    const certified = (): Outcome => everyOf(resource.properties, ['Certificates'], (each, path) => certificate(each, ['CertificateArn'], path), fail({ path: ['Certificates'], because: [{ code: 'NoCertificate' }] }));
    return when(encrypts(at(resource.properties, 'Protocol')), certified, skip('NoTls'), DOUBT);
  },
};

function certificate(value: Value, path: readonly string[], above: readonly (string | number)[]): Outcome {
  const arn = text(at(value, ...path));
  if (arn === undefined || isUnknown(arn)) return valueAt(value, path, PRESENT, above);
  if (/:iam:.*:server-certificate\//.test(arn)) return fail({ path: [...above, ...path], got: arn, because: [{ code: 'UploadedCertificate', certificate: arn }] });
  return hasOpenPart(arn) && !/:acm:/.test(arn) ? unknownOutcome(causeOf(arn, [...above, ...path], 'a certificate of ACM')) : PASS;
}

const DOUBT = { code: 'ProtocolNotTold' };

function encrypts(protocol: Value | undefined): Trilean {
  return isWord(typeof protocol === 'string' && !hasSymbol(protocol) ? protocol.toUpperCase() : protocol, 'HTTPS', 'TLS', 'SSL');
}
