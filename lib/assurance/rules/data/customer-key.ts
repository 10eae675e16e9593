import { at, isUnknown, symbolsIn, text, type Resource } from '../../template';
import { property, type Expectation } from '../outcome';
import type { Outcome, RuleContext } from '../rule';

/** Aliases that AWS keeps for its own keys, and what services write for keys that are not the customer's. */
const KEY_OF_AWS = /(?:^|[:/])(?:alias\/)?aws\/|^AWS_OWNED/;
const KEY_TYPES: ReadonlySet<string> = new Set(['AWS::KMS::Key', 'AWS::KMS::ReplicaKey', 'AWS::KMS::Alias']);

/** A key that the customer controls: whose policy, rotation and deletion are hers. */
export function customerKey({ named }: Pick<RuleContext, 'named'>): Expectation {
  return {
    wanted: 'a key of the customer',
    accepts: (value) => {
      const written = text(value);
      if (written === undefined || written === '') return 'no';
      if (isUnknown(written)) return 'unknown';
      if (KEY_OF_AWS.test(written)) return 'no';
      const target = named(written);
      if (target !== undefined) return KEY_TYPES.has(target.type) ? 'yes' : target.type.startsWith('AWS::') ? 'no' : 'unknown';
      return symbolsIn(written).some(({ shape }) => shape === 'any') ? 'unknown' : 'yes';
    },
  };
}

/** A property holds such a key. */
export function keyAt(resource: Resource, context: RuleContext, ...path: readonly (string | number)[]): Outcome {
  return property(resource, path, customerKey(context));
}

/** The key's ARN or id as written, where some text can be told. */
export function keyText(resource: Resource, ...path: readonly (string | number)[]): string | undefined {
  const written = text(at(resource.properties, ...path));
  return typeof written === 'string' && written !== '' ? written : undefined;
}
