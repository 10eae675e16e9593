import { at } from '../../template';
import { every, PRESENT, property, valueAt, type Expectation } from '../outcome';
import type { Rule } from '../rule';
import { REST_STAGES, stageOutcome } from './stages';

/** Texts only: a number is neither a destination nor a format. */
const WRITTEN: Expectation = { wanted: 'a text', accepts: (value) => (typeof value === 'number' || typeof value === 'boolean' ? 'no' : PRESENT.accepts(value)) };

export const apiStageAccessLogged: Rule = {
  id: 'ApiStageAccessLogged',
  title: 'stage records its requests',
  why: 'who called what, with which answer, is the first question after an incident, and the basis of metering',
  fix: 'set AccessLogSetting (AccessLogSettings of an HTTP API) with DestinationArn and Format',
  severity: 'error',
  controls: ['LOG-05'],
  types: [...REST_STAGES, 'AWS::ApiGatewayV2::Stage'],
  check: (stage) => {
    if (stage.type === 'AWS::ApiGatewayV2::Stage') return every(['DestinationArn', 'Format'].map((name) => property(stage, ['AccessLogSettings', name], WRITTEN)));
    return stageOutcome(stage, (path) => every(['DestinationArn', 'Format'].map((name) => valueAt(at(stage.properties, ...path), ['AccessLogSetting', name], WRITTEN, path))));
  },
};
