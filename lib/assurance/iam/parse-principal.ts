import { arnFields, type RequestPrincipal } from './principal';

/** Providers that stand in a trust policy by a name, not by an ARN. */
const PROVIDERS = ['accounts.google.com', 'cognito-identity.amazonaws.com', 'graph.facebook.com', 'www.amazon.com'];

/**
 * Who calls, by one text: the ARN of a user, role, assumed role, federated user, root user or identity provider; the name of a service or of a provider; `*` for an anonymous caller.
 * A role stands for a session of it.
 *
 * @returns undefined when the text names none of them
 */
export function principalNamed(text: string): RequestPrincipal | undefined {
  if (text === '*') return { kind: 'anonymous' };
  if (PROVIDERS.includes(text)) return { kind: 'federated', provider: text };
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/.test(text)) return { kind: 'service', name: text };
  // an ARN that is one symbol is a role's: templates name other principals by what they are
  if (/^\u27E6[^\u27E7]*Arn\u27E7$/.test(text)) return { kind: 'role-session', roleArn: text, sessionName: 'session' };
  return principalOfArn(text);
}

function principalOfArn(arn: string): RequestPrincipal | undefined {
  const [scheme, partition = '', service = '', , account = '', resource = ''] = arnFields(arn);
  const [type = '', ...path] = resource.split('/');
  const name = path.at(-1) ?? '';
  if (scheme !== 'arn' || partition === '' || account === '' || /[*?]/.test(arn)) return undefined;
  if (service === 'iam' && resource === 'root') return { kind: 'root', account, partition };
  if (name === '') return undefined;
  switch (`${service}:${type}`) {
    case 'iam:user':
      return { kind: 'user', arn };
    case 'iam:role':
      return { kind: 'role-session', roleArn: arn, sessionName: 'session' };
    case 'sts:assumed-role':
      return path.length === 2 ? { kind: 'role-session', roleArn: `arn:${partition}:iam::${account}:role/${path[0] ?? ''}`, sessionName: name } : undefined;
    case 'sts:federated-user':
      return { kind: 'federated-user', arn };
    case 'iam:saml-provider':
    case 'iam:oidc-provider':
      return { kind: 'federated', provider: arn };
    default:
      return undefined;
  }
}
