import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { PlatformError, type Problem } from '../../contract/platform-error';

const text = z.string().trim().min(1).max(10_000);
const date = z.iso.date();

/** A model card: what a reviewer must know before a model serves. Unknown keys are refused, so that a misspelt one is not lost. */
export const modelCardSchema = z.strictObject({
  name: text.describe('name of the model, as it is published'),
  version: text.describe('version, as it is published'),
  owner: text.describe('team that answers for the model'),
  description: text.optional(),
  intendedUse: text.describe('what the model may be used for'),
  outOfScopeUse: text.describe('what it must not be used for').optional(),
  license: text.describe('SPDX identifier or name of the licence'),
  baseModel: text.describe('model it was derived from, with its version').optional(),
  trainingData: z.union([text, z.array(z.strictObject({ name: text, source: text.optional(), license: text.optional(), digest: text.optional() })).min(1)]).describe('what it was trained on'),
  evaluation: z.union([text, z.array(z.strictObject({ metric: text, value: z.union([z.number(), text]), dataset: text.optional() })).min(1)]).describe('how it was judged, and with what result'),
  limitations: text.optional(),
  contact: text.optional(),
  unsafeFormats: z.strictObject({ reason: z.string().trim().min(10), owner: text, expires: date }).describe('why weights in a format that can run code are accepted').optional(),
});

export type ModelCard = z.infer<typeof modelCardSchema>;

export const MODEL_CARD_TEMPLATE = `# Model card. Lines that begin with # are optional.
name: example-model
version: 1.0.0
owner: ml-platform
intendedUse: Answers questions of employees about internal documentation.
# outOfScopeUse: Decisions about people.
license: Apache-2.0
# baseModel: base-model 2.0
trainingData:
  - name: internal-documentation
    source: s3://training-data/curated/documentation
evaluation:
  - metric: exact match
    value: 0.81
    dataset: documentation questions
# limitations: English only.
# contact: ml-platform@example.com
# unsafeFormats: { reason: no safetensors export exists yet, owner: ml-platform, expires: 2027-03-31 }
`;

/** Parses a card, YAML or JSON. Throws with every problem and its key. */
export function parseModelCard(source: string, file: string): ModelCard {
  const result = modelCardSchema.safeParse(parseDocument(source, file));
  if (result.success) return result.data;
  throw new PlatformError(result.error.issues.map((issue): Problem => ({
    code: 'ModelCardInvalid',
    what: issue.message.charAt(0).toLowerCase() + issue.message.slice(1),
    where: `${file}${issue.path.length === 0 ? '' : `: ${issue.path.join('.')}`}`,
    fix: 'see: secure-ai model card',
  })));
}

function parseDocument(source: string, file: string): unknown {
  try {
    // JSON is YAML. Version 1.2 without aliases: a card needs none, and a nest of them can fill the memory.
    return parseYaml(source, { maxAliasCount: 0, schema: 'core' }) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new PlatformError([{ code: 'ModelCardInvalid', what: `the card must be YAML or JSON (${reason})`, where: file, fix: 'see: secure-ai model card' }]);
  }
}
