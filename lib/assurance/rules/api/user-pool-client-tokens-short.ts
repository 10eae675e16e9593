import { at, isUnknown, number, text, type Resource } from '../../template';
import { every, fail, PASS, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';

/** Minutes: an hour for what opens the API, a month for what renews it. */
const LIMITS = { AccessToken: { default: 60, unit: 'hours', most: 60 }, IdToken: { default: 60, unit: 'hours', most: 60 }, RefreshToken: { default: 43_200, unit: 'days', most: 43_200 } } as const;
const MINUTES: { readonly [unit: string]: number } = { seconds: 1 / 60, minutes: 1, hours: 60, days: 1440 };

export const userPoolClientTokensShort: Rule = {
  id: 'UserPoolClientTokensShort',
  title: 'tokens of the client are short-lived',
  why: 'a token that leaks opens the API for as long as it lives: it cannot be called back',
  fix: 'set AccessTokenValidity and IdTokenValidity to at most an hour and RefreshTokenValidity to at most 30 days',
  severity: 'warning',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPoolClient'],
  check: (client) => every(Object.keys(LIMITS).map((kind) => (isKind(kind) ? lifetime(client, kind) : PASS))),
};

function lifetime(client: Resource, kind: keyof typeof LIMITS): Outcome {
  const path = [`${kind}Validity`];
  const value = number(at(client.properties, ...path));
  const unit = text(at(client.properties, 'TokenValidityUnits', kind)) ?? LIMITS[kind].unit;
  if (isUnknown(value) || isUnknown(unit)) return unknownOutcome(isUnknown(value) ? value.cause : { code: 'UnitNotKnown' });
  const factor = MINUTES[unit];
  if (factor === undefined) return unknownOutcome({ code: 'UnitNotKnown', unit });
  const minutes = value === undefined || value === 0 ? LIMITS[kind].default : value * factor;
  return minutes <= LIMITS[kind].most ? PASS : fail({ id: kind, path, got: value, because: [{ code: 'TokenLivesLong', token: kind, minutes, most: LIMITS[kind].most }] });
}

function isKind(kind: string): kind is keyof typeof LIMITS {
  return kind in LIMITS;
}
