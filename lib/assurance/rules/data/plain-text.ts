import { at, isList, isMap, isUnknown, symbolsIn, text, type Resource, type Value } from '../../template';
import { every, fail, PASS, unknownOutcome } from '../outcome';
import type { Outcome, RuleContext } from '../rule';

/** Where passwords stand, by type; `*` is every item of a list or member of a map. */
const PASSWORDS: { readonly [type: string]: readonly string[] } = {
  'AWS::AmazonMQ::Broker': ['Users.*.Password', 'LdapServerMetadata.ServiceAccountPassword'],
  'AWS::Amplify::App': ['AccessToken', 'OauthToken', 'BasicAuthConfig.Password'],
  'AWS::Amplify::Branch': ['BasicAuthConfig.Password'],
  'AWS::AppStream::DirectoryConfig': ['ServiceAccountCredentials.AccountPassword'],
  'AWS::Cognito::UserPoolIdentityProvider': ['ProviderDetails.client_secret'],
  'AWS::CodePipeline::Webhook': ['AuthenticationConfiguration.SecretToken'],
  'AWS::DirectoryService::MicrosoftAD': ['Password'],
  'AWS::DirectoryService::SimpleAD': ['Password'],
  'AWS::DMS::Endpoint': ['Password', 'MongoDbSettings.Password', 'RedshiftSettings.Password', 'DocDbSettings.Password', 'KafkaSettings.SaslPassword'],
  'AWS::DocDB::DBCluster': ['MasterUserPassword'],
  'AWS::ElastiCache::ReplicationGroup': ['AuthToken'],
  'AWS::ElastiCache::User': ['Passwords.*', 'AuthenticationMode.Passwords.*'],
  'AWS::EMR::Cluster': ['KerberosAttributes.KdcAdminPassword', 'KerberosAttributes.ADDomainJoinPassword', 'KerberosAttributes.CrossRealmTrustPrincipalPassword'],
  'AWS::Events::Connection': [
    'AuthParameters.BasicAuthParameters.Password',
    'AuthParameters.ApiKeyAuthParameters.ApiKeyValue',
    'AuthParameters.OAuthParameters.ClientParameters.ClientSecret',
  ],
  'AWS::FSx::FileSystem': ['WindowsConfiguration.SelfManagedActiveDirectoryConfiguration.Password', 'OntapConfiguration.FsxAdminPassword'],
  'AWS::Glue::Connection': ['ConnectionInput.ConnectionProperties.PASSWORD'],
  'AWS::IAM::User': ['LoginProfile.Password'],
  'AWS::KinesisFirehose::DeliveryStream': [
    'RedshiftDestinationConfiguration.Password',
    'SplunkDestinationConfiguration.HECToken',
    'HttpEndpointDestinationConfiguration.EndpointConfiguration.AccessKey',
    'SnowflakeDestinationConfiguration.PrivateKey',
    'SnowflakeDestinationConfiguration.KeyPassphrase',
  ],
  'AWS::MemoryDB::User': ['AuthenticationMode.Passwords.*'],
  'AWS::OpenSearchService::Domain': ['AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword'],
  'AWS::Elasticsearch::Domain': ['AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword'],
  'AWS::OpsWorks::App': ['AppSource.Password', 'AppSource.SshKey', 'SslConfiguration.PrivateKey'],
  'AWS::Pinpoint::APNSChannel': ['PrivateKey', 'TokenKey'],
  'AWS::RDS::DBCluster': ['MasterUserPassword'],
  'AWS::RDS::DBInstance': ['MasterUserPassword', 'TdeCredentialPassword'],
  'AWS::Redshift::Cluster': ['MasterUserPassword'],
  'AWS::RedshiftServerless::Namespace': ['AdminUserPassword'],
  'AWS::SecretsManager::Secret': ['SecretString'],
};

export const PASSWORD_TYPES: readonly string[] = Object.keys(PASSWORDS);

/** Dynamic references to stores that keep secrets; also where one is not written as CloudFormation reads it. */
const FROM_STORE = /resolve:(?:secretsmanager|ssm-secure):/;

/** Every value at a path with `*`, with the path to it. */
export function valuesAt(value: Value | undefined, path: readonly string[], above: readonly (string | number)[] = []): readonly { readonly value: Value; readonly path: readonly (string | number)[] }[] {
  const [key, ...rest] = path;
  if (value === undefined || value === null) return [];
  if (key === undefined || isUnknown(value)) return [{ value, path: above }];
  if (key !== '*') return valuesAt(at(value, key), rest, [...above, key]);
  if (isList(value)) return value.flatMap((item, index) => valuesAt(item, rest, [...above, index]));
  return isMap(value) ? Object.entries(value).flatMap(([name, item]) => valuesAt(item, rest, [...above, name])) : [];
}

/** A password comes from a store of secrets, never out of the template. */
export function passwordsByReference(resource: Resource, context: RuleContext): Outcome {
  const found = (PASSWORDS[resource.type] ?? []).flatMap((path) => valuesAt(resource.properties, path.split('.')));
  return every([PASS, ...found.map(({ value, path }) => judge(value, path, resource, context))]);
}

function judge(value: Value, path: readonly (string | number)[], { template }: Resource, { hiddenParameters }: RuleContext): Outcome {
  const written = text(value);
  if (written === undefined || written === '') return PASS;
  if (isUnknown(written)) return unknownOutcome({ ...written.cause, property: path.join('.') });
  if (FROM_STORE.test(written)) return PASS;
  const symbols = symbolsIn(written);
  const inPlain = (code: string): Outcome => fail({ id: path.join('.'), path, because: [{ code, property: path.join('.') }] });
  if (symbols.length === 0) return inPlain('PasswordInTemplate');
  if (symbols.some(({ name }) => name.startsWith('resolve:ssm:'))) return inPlain('PasswordInPlainParameter');
  const parameter = symbols.find(({ name, shape }) => shape === 'any' && name.startsWith(`${template}.`) && name.split('.').length === 2);
  const hidden = parameter === undefined ? undefined : hiddenParameters?.get(parameter.name);
  if (hidden !== undefined) return hidden ? PASS : inPlain('ParameterShowsPassword');
  return unknownOutcome({ code: parameter === undefined ? 'PasswordFromElsewhere' : 'ParameterMayBeShown', property: path.join('.'), symbol: (parameter ?? symbols[0])?.name });
}

