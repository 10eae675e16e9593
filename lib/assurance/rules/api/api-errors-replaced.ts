import { all } from '../../iam/trilean';
import { at, isUnknown, map, sameText, text } from '../../template';
import { every, PASS, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { guarded, names, related } from '../network/references';

/** Every other response falls back on one of these. */
const DEFAULTS = ['DEFAULT_4XX', 'DEFAULT_5XX'];

export const apiErrorsReplaced: Rule = {
  id: 'ApiErrorsReplaced',
  title: 'API answers errors in its own words',
  why: 'API Gateway\'s own errors tell why: which parameter, which authorizer, which server failed',
  fix: `add gateway responses for ${DEFAULTS.join(' and ')}`,
  severity: 'warning',
  controls: ['API-08'],
  types: ['AWS::ApiGateway::RestApi'],
  check: (api, context) => {
    const defined = map(at(api.properties, 'Body', 'x-amazon-apigateway-gateway-responses'));
    return every(DEFAULTS.map((type) => {
      if (defined !== undefined && !isUnknown(defined) && type in defined) return PASS;
      const found = related(context, ['AWS::ApiGateway::GatewayResponse'], (response) => {
        const own = text(at(response.properties, 'ResponseType'));
        const same = own === undefined ? false : isUnknown(own) ? undefined : sameText(own, type);
        return all([names(at(response.properties, 'RestApiId'), api, context), same === undefined ? 'unknown' : same ? 'yes' : 'no']);
      });
      const outcome = guarded(found, () => PASS, { id: type, because: [{ code: 'DefaultError', type }] });
      return outcome.kind === 'fail' && isUnknown(defined) ? unknownOutcome(defined.cause) : outcome.kind === 'fail' && at(api.properties, 'BodyS3Location') !== undefined ? unknownOutcome({ code: 'DefinitionOutsideTemplate' }) : outcome;
    }));
  },
};
