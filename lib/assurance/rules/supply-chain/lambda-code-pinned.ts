import { at } from '../../template';
import { hasOpenPart, ofText, unread } from '../compute/expectations';
import { causeOf, either, PRESENT, property, skip, unknownOutcome, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const lambdaCodePinned: Rule = {
  id: 'LambdaCodePinned',
  title: 'the code of a function is one version',
  why: 'code that is named by a place only is replaced by whoever may write to the place',
  fix: 'sign the code, or name it by S3ObjectVersion, by a digest in its key, or by the digest of its image',
  severity: 'error',
  controls: ['SUP-02'],
  types: ['AWS::Lambda::Function', 'AWS::Lambda::LayerVersion'],
  check: (resource) => {
    const [code, name] = [at(resource.properties, 'Code') ?? at(resource.properties, 'Content'), at(resource.properties, 'Code') === undefined ? 'Content' : 'Code'];
    if (unread(code)) return unknownOutcome(causeOf(code, [name], 'where the code is'));
    if (at(code, 'ZipFile') !== undefined || at(code, 'ImageUri') !== undefined) return skip('CodeInTemplateOrImage');
    return either([valueAt(code, ['S3Key'], NAMED_BY_DIGEST, [name]), valueAt(code, ['S3ObjectVersion'], PRESENT, [name]), property(resource, ['CodeSigningConfigArn'], PRESENT)]);
  },
};

const NAMED_BY_DIGEST = ofText('a key with the digest of the code', (written) => (/(?:^|[^0-9a-f])[0-9a-f]{64}(?:[^0-9a-f]|$)/i.test(written) ? 'yes' : hasOpenPart(written) ? 'unknown' : 'no'));
