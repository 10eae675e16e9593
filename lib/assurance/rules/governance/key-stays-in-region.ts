import { fail, isFalse, property } from '../outcome';
import type { Rule } from '../rule';

export const keyStaysInRegion: Rule = {
  id: 'KeyStaysInRegion',
  title: 'keys exist in one region',
  why: 'a key for several regions decrypts in all of them, and so does who holds it there',
  fix: 'remove MultiRegion, or set it to false',
  severity: 'warning',
  controls: ['GOV-04', 'DAT-13'],
  types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  check: (resource) => (resource.type === 'AWS::KMS::ReplicaKey' ? fail({ because: [{ code: 'ReplicaOfKey' }] }) : property(resource, ['MultiRegion'], isFalse('yes'))),
};
