import { every, isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const guardDutyEnabled: Rule = {
  id: 'GuardDutyEnabled',
  title: 'detector is on and reports without delay',
  why: 'threats are found in logs by it',
  fix: 'set Enable to true, and FindingPublishingFrequency to FIFTEEN_MINUTES',
  severity: 'error',
  controls: ['LOG-05'],
  types: ['AWS::GuardDuty::Detector'],
  check: (detector) => every([property(detector, ['Enable'], isTrue()), property(detector, ['DataSources', 'S3Logs', 'Enable'], isTrue('yes'))]),
};
