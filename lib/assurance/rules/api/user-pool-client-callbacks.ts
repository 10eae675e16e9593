import { at } from '../../template';
import { every, everyItem, property, skip, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { textLike } from './expectations';

/** An encrypted address, or a scheme of an application of one's own. */
const SAFE = textLike(/^(?!http:)[a-z][a-z0-9+.-]*:\/\/(?!\*)[^*]+$/i, 'an https address without wildcard', 'yes');

export const userPoolClientCallbacks: Rule = {
  id: 'UserPoolClientCallbacks',
  title: 'tokens are sent to encrypted addresses only',
  why: 'a code or token sent to an http address is read by who sits on the way',
  fix: 'write https addresses in CallbackURLs, LogoutURLs and DefaultRedirectURI',
  severity: 'error',
  controls: ['API-01', 'API-05'],
  types: ['AWS::Cognito::UserPoolClient'],
  check: (client) => {
    const { properties } = client;
    if (['CallbackURLs', 'LogoutURLs', 'DefaultRedirectURI'].every((name) => at(properties, name) === undefined)) return skip('NoAddresses');
    return every([
      property(client, ['DefaultRedirectURI'], SAFE),
      ...['CallbackURLs', 'LogoutURLs'].map((name) => everyItem(properties, [name], (url, path) => valueAt(url, [], SAFE, path))),
    ]);
  },
};
