import { at, isUnknown, text } from '../../template';
import { fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

const CONTENT = /\$(?:input\b|request\.body|context\.(?:identity\.apiKey(?!Id)|authorizer\.(?:token|accessToken|idToken|claims\.(?:email|phone_number|name|address|birthdate))|requestOverride|integration\.body))/;

export const apiAccessLogWithoutContent: Rule = {
  id: 'ApiAccessLogWithoutContent',
  title: 'access log holds no content and no credentials',
  why: 'what is in it is read by everybody who reads logs',
  fix: 'take bodies, API keys and tokens out of the format',
  severity: 'error',
  controls: ['LOG-02'],
  types: ['AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage'],
  check: (stage) => {
    const path = stage.type === 'AWS::ApiGateway::Stage' ? ['AccessLogSetting', 'Format'] : ['AccessLogSettings', 'Format'];
    const format = text(at(stage.properties, ...path));
    if (format === undefined) return skip('NoAccessLog');
    if (isUnknown(format)) return unknownOutcome({ ...format.cause, property: path.join('.') });
    const found = CONTENT.exec(format);
    return found === null ? (/~any\u27E7/.test(format)
      ? unknownOutcome({ code: 'FormatNotTold', property: path.join('.') })
      : PASS) : fail({ path, got: format, because: [{ code: 'ContentInLog', variable: found[0] }] });
  },
};
