import { identityPoolNoGuests } from '../../../../../lib/assurance/rules/api/identity-pool-no-guests';
import { identityPoolTokensChecked } from '../../../../../lib/assurance/rules/api/identity-pool-tokens-checked';
import { userPoolChangesVerified } from '../../../../../lib/assurance/rules/api/user-pool-changes-verified';
import { userPoolClientAttributesNarrow } from '../../../../../lib/assurance/rules/api/user-pool-client-attributes-narrow';
import { userPoolClientCallbacks } from '../../../../../lib/assurance/rules/api/user-pool-client-callbacks';
import { userPoolClientFlows } from '../../../../../lib/assurance/rules/api/user-pool-client-flows';
import { userPoolClientHidesUsers } from '../../../../../lib/assurance/rules/api/user-pool-client-hides-users';
import { userPoolClientRevocable } from '../../../../../lib/assurance/rules/api/user-pool-client-revocable';
import { userPoolClientSecret } from '../../../../../lib/assurance/rules/api/user-pool-client-secret';
import { userPoolClientTokensShort } from '../../../../../lib/assurance/rules/api/user-pool-client-tokens-short';
import { userPoolDeletionProtected } from '../../../../../lib/assurance/rules/api/user-pool-deletion-protected';
import { userPoolMfa } from '../../../../../lib/assurance/rules/api/user-pool-mfa';
import { userPoolNoSelfSignUp } from '../../../../../lib/assurance/rules/api/user-pool-no-self-sign-up';
import { userPoolPasskeysVerified } from '../../../../../lib/assurance/rules/api/user-pool-passkeys-verified';
import { userPoolPasswordPolicy } from '../../../../../lib/assurance/rules/api/user-pool-password-policy';
import { userPoolRecovery } from '../../../../../lib/assurance/rules/api/user-pool-recovery';
import { userPoolStrongFactors } from '../../../../../lib/assurance/rules/api/user-pool-strong-factors';
import { userPoolThreatProtection } from '../../../../../lib/assurance/rules/api/user-pool-threat-protection';
import { ruleCases } from '../cases';
import { lines, open, resource } from '../network/write';

const pool = (properties: string): string => resource('U', 'AWS::Cognito::UserPool', `{ ${properties} }`);
const client = (properties: string): string => resource('K', 'AWS::Cognito::UserPoolClient', `{ UserPoolId: !Ref U, ${properties} }`);
const identities = (properties: string): string => resource('I', 'AWS::Cognito::IdentityPool', `{ ${properties} }`);

ruleCases(userPoolMfa, {
  pass: { on: pool('MfaConfiguration: "ON"') },
  fail: { optional: pool('MfaConfiguration: OPTIONAL'), off: pool('MfaConfiguration: "OFF"'), 'nothing said': pool('UserPoolName: u'), 'one branch': open(pool('MfaConfiguration: !If [C, "ON", OPTIONAL]')) },
  unknown: { 'not told': open(pool('MfaConfiguration: !Ref P')) },
});

ruleCases(userPoolStrongFactors, {
  pass: { 'an authenticator': pool('MfaConfiguration: "ON", EnabledMfas: [SOFTWARE_TOKEN_MFA]') },
  fail: { 'messages too': pool('MfaConfiguration: "ON", EnabledMfas: [SOFTWARE_TOKEN_MFA, SMS_MFA]'), 'nothing said': pool('MfaConfiguration: OPTIONAL') },
  unknown: { 'not told': open(pool('MfaConfiguration: "ON", EnabledMfas: !Ref L')), 'a mode that nobody tells': open(pool('MfaConfiguration: !Ref P')) },
  skip: { 'no second factor': pool('MfaConfiguration: "OFF"') },
});

ruleCases(userPoolPasskeysVerified, {
  pass: { required: pool('Policies: { SignInPolicy: { AllowedFirstAuthFactors: [PASSWORD, WEB_AUTHN] } }, WebAuthnUserVerification: required') },
  fail: { preferred: pool('Policies: { SignInPolicy: { AllowedFirstAuthFactors: [WEB_AUTHN] } }, WebAuthnUserVerification: preferred') },
  unknown: { 'not told': open(pool('Policies: { SignInPolicy: { AllowedFirstAuthFactors: !Ref L } }')) },
  skip: { 'no passkeys': pool('UserPoolName: u') },
});

ruleCases(userPoolThreatProtection, {
  pass: { enforced: pool('UserPoolAddOns: { AdvancedSecurityMode: ENFORCED }, UserPoolTier: PLUS') },
  fail: { audited: pool('UserPoolAddOns: { AdvancedSecurityMode: AUDIT }, UserPoolTier: PLUS'), 'a tier without it': pool('UserPoolAddOns: { AdvancedSecurityMode: ENFORCED }'), 'nothing said': pool('UserPoolName: u') },
  unknown: { 'not told': open(pool('UserPoolAddOns: { AdvancedSecurityMode: !Ref P }, UserPoolTier: PLUS')) },
});

ruleCases(userPoolNoSelfSignUp, {
  pass: { 'administrators only': pool('AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }') },
  fail: { everybody: pool('AdminCreateUserConfig: { AllowAdminCreateUserOnly: "false" }'), 'nothing said': pool('UserPoolName: u') },
  unknown: { 'not told': open(pool('AdminCreateUserConfig: { AllowAdminCreateUserOnly: !Ref P }')) },
});

const password = (length: string, more = ''): string => pool(`Policies: { PasswordPolicy: { MinimumLength: ${length}, RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true ${more} } }`);
ruleCases(userPoolPasswordPolicy, {
  pass: { 'long and mixed': password('14') },
  fail: { short: password('8'), 'one class left out': pool('Policies: { PasswordPolicy: { MinimumLength: 14, RequireLowercase: true, RequireUppercase: true, RequireNumbers: true } }'), 'long-lived temporary ones': password('14', ', TemporaryPasswordValidityDays: 30'), 'nothing said': pool('UserPoolName: u') },
  unknown: { 'not told': open(password('!Ref N')) },
});

ruleCases(userPoolDeletionProtected, {
  pass: { protected: pool('DeletionProtection: ACTIVE') }, fail: { 'not protected': pool('DeletionProtection: INACTIVE'), 'nothing said': pool('UserPoolName: u') }, unknown: { 'not told': open(pool('DeletionProtection: !Ref P')) },
});

ruleCases(userPoolRecovery, {
  pass: { 'by mail': pool('AccountRecoverySetting: { RecoveryMechanisms: [{ Name: verified_email, Priority: 1 }] }') },
  fail: { 'by message too': pool('AccountRecoverySetting: { RecoveryMechanisms: [{ Name: verified_email, Priority: 1 }, { Name: verified_phone_number, Priority: 2 }] }'), 'nothing said': pool('UserPoolName: u') },
  unknown: { 'not told': open(pool('AccountRecoverySetting: { RecoveryMechanisms: [{ Name: !Ref P, Priority: 1 }] }')) },
});

ruleCases(userPoolChangesVerified, {
  pass: { verified: pool('AutoVerifiedAttributes: [email], UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [email] }') },
  fail: { 'taken at once': pool('AutoVerifiedAttributes: [email]') },
  unknown: { 'not told': open(pool('AutoVerifiedAttributes: [email], UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: !Ref L }')) },
  skip: { 'no address': pool('UserPoolName: u') },
});

ruleCases(userPoolClientFlows, {
  pass: { code: client('AllowedOAuthFlows: [code], ExplicitAuthFlows: [ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH]') },
  fail: { implicit: client('AllowedOAuthFlows: [code, implicit]'), 'passwords by hand': client('ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH]'), 'passwords by an administrator': client('ExplicitAuthFlows: [ADMIN_NO_SRP_AUTH]') },
  unknown: { 'not told': open(client('AllowedOAuthFlows: !Ref L')) },
  skip: { 'nothing said': client('ClientName: c') },
});

ruleCases(userPoolClientSecret, {
  pass: { 'a secret': client('AllowedOAuthFlows: [client_credentials], GenerateSecret: true') },
  fail: { none: client('AllowedOAuthFlows: [client_credentials]') },
  unknown: { 'not told': open(client('AllowedOAuthFlows: [client_credentials], GenerateSecret: !Ref P')), 'flows that nobody tells': open(client('AllowedOAuthFlows: !Ref L')) },
  skip: { 'a client of users': client('AllowedOAuthFlows: [code]') },
});

ruleCases(userPoolClientCallbacks, {
  pass: { https: client('CallbackURLs: ["https://a.example.com/cb"], LogoutURLs: ["https://a.example.com"]'), 'an application of one\'s own': client('CallbackURLs: ["myapp://cb"]') },
  fail: { http: client('CallbackURLs: ["https://a.example.com", "http://a.example.com"]'), 'http at the end': client('LogoutURLs: ["HTTP://a.example.com"]'), 'http by default': client('DefaultRedirectURI: "http://x"') },
  unknown: { 'not told': open(client('CallbackURLs: [!Ref P]')) },
  skip: { 'no addresses': client('ClientName: c') },
});

ruleCases(userPoolClientTokensShort, {
  pass: { 'an hour': client('AccessTokenValidity: 60, TokenValidityUnits: { AccessToken: minutes }'), 'nothing said': client('ClientName: c'), 'an hour in hours': client('AccessTokenValidity: 1') },
  fail: { 'a day': client('AccessTokenValidity: 1440, TokenValidityUnits: { AccessToken: minutes }'), 'sixty hours': client('IdTokenValidity: 60, TokenValidityUnits: { IdToken: hours }'), 'a year of renewal': client('RefreshTokenValidity: 365') },
  unknown: { 'not told': open(client('AccessTokenValidity: !Ref N')), 'a unit that nobody tells': open(client('AccessTokenValidity: 5, TokenValidityUnits: { AccessToken: !Ref P }')) },
});

ruleCases(userPoolClientRevocable, {
  pass: { 'nothing said': client('ClientName: c') }, fail: { off: client('EnableTokenRevocation: false') }, unknown: { 'not told': open(client('EnableTokenRevocation: !Ref P')) },
});

ruleCases(userPoolClientHidesUsers, {
  pass: { hidden: client('PreventUserExistenceErrors: ENABLED') }, fail: { told: client('PreventUserExistenceErrors: LEGACY'), 'nothing said': client('ClientName: c') }, unknown: { 'not told': open(client('PreventUserExistenceErrors: !Ref P')) },
});

const TENANT = pool('Schema: [{ Name: tenant, AttributeDataType: String, Mutable: true }, { Name: email, Mutable: true }]');
ruleCases(userPoolClientAttributesNarrow, {
  pass: { 'others only': lines(TENANT, client('WriteAttributes: [locale]')) },
  fail: { 'the tenant': lines(TENANT, client('WriteAttributes: [locale, "custom:tenant"]')), 'nothing said, which is all': lines(TENANT, client('ClientName: c')) },
  unknown: { 'not told': open(TENANT, client('WriteAttributes: !Ref L')) },
  skip: { 'no attributes of one\'s own': lines(pool('UserPoolName: u'), client('ClientName: c')), 'one that nobody can change': lines(pool('Schema: [{ Name: tenant, Mutable: false }]'), client('ClientName: c')) },
});

ruleCases(identityPoolNoGuests, {
  pass: { none: identities('AllowUnauthenticatedIdentities: false') }, fail: { guests: identities('AllowUnauthenticatedIdentities: true'), 'nothing said': identities('IdentityPoolName: i') }, unknown: { 'not told': open(identities('AllowUnauthenticatedIdentities: !Ref P')) },
});

ruleCases(identityPoolTokensChecked, {
  pass: { checked: identities('CognitoIdentityProviders: [{ ClientId: c, ServerSideTokenCheck: true }]') },
  fail: { 'not checked': identities('CognitoIdentityProviders: [{ ClientId: c }]'), 'the classic flow': identities('AllowClassicFlow: true') },
  unknown: { 'not told': open(identities('CognitoIdentityProviders: [{ ClientId: c, ServerSideTokenCheck: !Ref P }]')) },
});
