import { all, any } from '../../iam/trilean';
import { at } from '../../template';
import { PRESENT, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { sameThing } from '../network/references';
import { isWord, when } from '../network/told';
import { METHOD } from './methods';

export const apiStageClientCertificate: Rule = {
  id: 'ApiStageClientCertificate',
  title: 'stage shows a certificate to the servers behind it',
  why: 'without one the server behind cannot tell the API from anybody else who reaches it',
  fix: 'name an AWS::ApiGateway::ClientCertificate in ClientCertificateId, and have the server ask for it',
  severity: 'warning',
  controls: ['API-05', 'NET-03'],
  types: ['AWS::ApiGateway::Stage'],
  check: (stage, context) => {
    const proxied = any(context.ofType(METHOD).map(({ properties }) => all([isWord(at(properties, 'Integration', 'Type'), 'HTTP', 'HTTP_PROXY'), sameThing(at(properties, 'RestApiId'), at(stage.properties, 'RestApiId'), context)])));
    return when(proxied, () => property(stage, ['ClientCertificateId'], PRESENT), skip('NoServersBehind'), { code: 'PerhapsServersBehind' });
  },
};
