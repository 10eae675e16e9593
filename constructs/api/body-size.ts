import type { aws_wafv2 as wafv2 } from 'aws-cdk-lib';

/** What API Gateway hands to WAF of a body at most. */
export const INSPECTED_BYTES = 65_536;

/**
 * Matches bodies of more than so many bytes. WAF sees 64 KiB of a body and cannot measure what is longer; the `content-length` header,
 * which API Gateway holds the sender to, tells. A long body without a declared length within the limit is refused too, so leaving the header out gains nothing.
 */
export function bodySizeStatement(maxBytes: number): wafv2.CfnWebACL.StatementProperty {
  const longerThan = (size: number): wafv2.CfnWebACL.StatementProperty => ({
    sizeConstraintStatement: { fieldToMatch: { body: { oversizeHandling: 'MATCH' } }, comparisonOperator: 'GT', size, textTransformations: [{ priority: 0, type: 'NONE' }] },
  });
  if (maxBytes <= INSPECTED_BYTES) return longerThan(maxBytes);
  const declaredWithin: wafv2.CfnWebACL.StatementProperty = {
    regexMatchStatement: { fieldToMatch: { singleHeader: { Name: 'content-length' } }, regexString: atMostPattern(maxBytes), textTransformations: [{ priority: 0, type: 'NONE' }] },
  };
  return { andStatement: { statements: [longerThan(INSPECTED_BYTES), { notStatement: { statement: declaredWithin } }] } };
}

/** A regular expression for the decimal numbers from 0 to the given one, without leading zeros. */
export function atMostPattern(maximum: number): string {
  const digits = String(maximum);
  const tail = (count: number): string => (count === 0 ? '' : count === 1 ? '[0-9]' : `[0-9]{${count}}`);
  const alternatives = digits.length > 1 ? ['0', digits.length === 2 ? '[1-9]' : `[1-9][0-9]{0,${digits.length - 2}}`] : [];
  [...digits].forEach((digit, index) => {
    const lowest = index === 0 && digits.length > 1 ? 1 : 0;
    if (Number(digit) > lowest) alternatives.push(`${digits.slice(0, index)}[${lowest}-${Number(digit) - 1}]${tail(digits.length - index - 1)}`);
  });
  return `^(${[...alternatives, digits].join('|')})$`;
}
