import { at } from '../../template';
import { either, PASS, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';
import { guarded, names, related } from '../network/references';
import { DISTRIBUTION } from './distributions';

export const distributionLogged: Rule = {
  id: 'DistributionLogged',
  title: 'distribution records its requests',
  why: 'who called what, and from where, is the first question after an incident',
  fix: 'set Logging with a bucket, or deliver access logs by an AWS::Logs::DeliverySource',
  severity: 'error',
  controls: ['LOG-05'],
  types: [DISTRIBUTION],
  check: (distribution, context) => either([
    property(distribution, ['DistributionConfig', 'Logging', 'Bucket'], PRESENT),
    guarded(related(context, ['AWS::Logs::DeliverySource'], (source) => {
      const arn = at(source.properties, 'ResourceArn');
      const id = distribution.names.Ref;
      return typeof arn === 'string' && id !== undefined && arn.endsWith(`distribution/${id}`) ? 'yes' : names(arn, distribution, context);
    }), () => PASS, { path: ['DistributionConfig', 'Logging'], because: [{ code: 'NoLogging' }] }),
  ]),
};
