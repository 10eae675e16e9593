import type { Rule } from '../../../../../lib/assurance/rules';
import { inTwoStates, KEY, one, placed, ROLE } from './resources';
import { ruleTable, type RuleTable } from './rule-table';

/** Where a rule wants a key of the customer. */
export interface KeyPlace {
  readonly type: string;
  /** Path of the property: `Encryption.KmsKeyId`. */
  readonly path: string;
  /** With the key's own property in it (`%`), what else the rule wants, in flow style. @default only the key */
  readonly around?: string;
}

/** What every such rule has to tell apart: whose key it is. `beside` adds what stands in the same object. */
export function keyCases(rule: Rule, place: KeyPlace, more: Partial<RuleTable> = {}, beside: (properties: string) => string = (text) => text): void {
  const resource = placing(place, beside);
  ruleTable(rule, {
    pass: { 'a key of the template': resource('!GetAtt Key.Arn', KEY), ...more.pass },
    fail: { 'nothing': resource('!Ref AWS::NoValue'), 'the alias of a key of AWS': resource('alias/aws/any'), ...more.fail },
    unknown: { 'a key that another stack exports': resource('!ImportValue key'), ...more.unknown },
    ...(more.skip === undefined ? {} : { skip: more.skip }),
  });
}

/** Every way to name a key, and what is none: the same for all such rules, so it is asked of one. */
export function everyKeyCase(rule: Rule, place: KeyPlace): void {
  const resource = placing(place, (text) => text);
  const alias = "Alias: {Type: 'AWS::KMS::Alias', Properties: {AliasName: alias/mine, TargetKeyId: !Ref Key}}";
  ruleTable(rule, {
    pass: {
      'the id of a key': resource('!Ref Key', KEY),
      'an alias of the template': resource('!Ref Alias', alias, KEY),
      'an ARN that is written out': resource('arn:aws:kms:eu-central-1:111122223333:key/0f0f0f0f-1111-2222-3333-444444444444'),
      'an alias that is written out': resource('alias/mine'),
    },
    fail: {
      'an empty text': resource("''"),
      'the ARN of an alias of AWS': resource('arn:aws:kms:eu-central-1:111122223333:alias/aws/any'),
      'something that is no key': resource('!GetAtt Role.Arn', ROLE),
      'a key in one of two states only': inTwoStates(resource('!If [Strict, !GetAtt Key.Arn, !Ref AWS::NoValue]', KEY)),
    },
    unknown: {
      'a parameter without value': `Parameters: {P: {Type: String}}\nResources:\n  ${resource('!Ref P').replaceAll('\n', '\n  ')}`,
      'a reference to nothing': resource('!Ref Missing'),
      'what a custom resource returns': resource('!GetAtt Maker.KeyArn', "Maker: {Type: 'Custom::Maker', Properties: {}}"),
    },
  });
}

function placing({ type, path, around = '%' }: KeyPlace, beside: (properties: string) => string): (key: string, ...others: readonly string[]) => string {
  return (key, ...others) => one(type, beside(around.replace('%', placed(path, key))), ...others);
}
