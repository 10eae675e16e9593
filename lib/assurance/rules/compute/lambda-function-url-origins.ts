import { noneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyPlace } from './places';

export const lambdaFunctionUrlOrigins: Rule = {
  id: 'LambdaFunctionUrlOrigins',
  title: 'addresses of functions admit named origins',
  why: 'with any origin, every web page that a user visits can call the function on the user\'s behalf',
  fix: 'list the origins in Cors.AllowOrigins',
  severity: 'warning',
  controls: ['API-01'],
  types: ['AWS::Lambda::Url'],
  check: (resource) => everyPlace(resource, [['Cors', 'AllowOrigins', '*']], (origin, path) => valueAt(origin, [], noneOf(['*', 'http://*', 'https://*']), path)),
};
