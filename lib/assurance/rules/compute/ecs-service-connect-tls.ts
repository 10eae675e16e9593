import { at, bool } from '../../template';
import { PRESENT, skip, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyPlace } from './places';

export const ecsServiceConnectTls: Rule = {
  id: 'EcsServiceConnectTls',
  title: 'services talk to each other through TLS',
  why: 'without it Service Connect sends plain HTTP through the network',
  fix: 'set Tls with a certificate authority and a key on every service of ServiceConnectConfiguration',
  severity: 'warning',
  controls: ['SUP-05'],
  types: ['AWS::ECS::Service'],
  check: (resource) => (bool(at(resource.properties, 'ServiceConnectConfiguration', 'Enabled')) === false ? skip('ServiceConnectOff')
    : everyPlace(resource, [['ServiceConnectConfiguration', 'Services', '*']], (service, path) => valueAt(service, ['Tls', 'IssuerCertificateAuthority'], PRESENT, path))),
};
