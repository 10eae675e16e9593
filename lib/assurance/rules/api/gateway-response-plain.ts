import { at, isUnknown, map, text } from '../../template';
import { hasOpenPart } from '../compute/expectations';
import { causeOf, every, fail, PASS, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

/** Variables that hold what went wrong inside: messages of validators, authorizers and servers behind. */
const TELLING = /\$context\.(?:error\.(?:message|messageString|validationErrorString)|integrationErrorMessage|integration\.error|authorizer\.error|waf\.error|authenticate\.error|authorize\.error)|\$stageVariables|\$input\b/;

export const gatewayResponsePlain: Rule = {
  id: 'GatewayResponsePlain',
  title: 'error of the API keeps its cause to itself',
  why: 'messages of validators, authorizers and servers tell an attacker how to get further',
  fix: 'write ResponseTemplates with a fixed text and $context.requestId',
  severity: 'error',
  controls: ['API-08'],
  types: ['AWS::ApiGateway::GatewayResponse'],
  check: (response) => {
    const templates = map(at(response.properties, 'ResponseTemplates'));
    if (isUnknown(templates)) return unknownOutcome(templates.cause);
    const entries = Object.entries(templates ?? {});
    // API Gateway's own template is {"message": $context.error.messageString}
    if (entries.length === 0) return fail({ path: ['ResponseTemplates'], because: [{ code: 'DefaultTemplate' }] });
    return every(entries.map(([type, template]) => {
      const written = text(template);
      if (isUnknown(written)) return unknownOutcome(written.cause);
      const telling = written === undefined ? null : TELLING.exec(written);
      if (telling === null && written !== undefined && hasOpenPart(written)) return unknownOutcome(causeOf(template, ['ResponseTemplates', type], 'no cause'));
      return telling === null ? PASS : fail({ id: type, path: ['ResponseTemplates', type], got: template, because: [{ code: 'TellsCause', variable: telling[0] }] });
    }));
  },
};
