import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { customResource, type Respond } from '../custom-resource';
import { retry, type Clock } from '../retry';

/**
 * Publishes the keys at deployment, so that nothing that needs them starts without, and from then on by schedule. An issuer that was made a moment ago may not answer
 * yet: at deployment it is asked again for a minute. Deletion leaves the secret to its own resource.
 */
export function tokenKeysHandler(publish: () => Promise<unknown>, secretArn: string, clock: Clock, respond?: Respond) {
  const deployed = async () => {
    await retry(publish, { patience: () => 'settling', clock, deadline: Infinity });
    return { physicalResourceId: secretArn, attributes: { SecretArn: secretArn } };
  };
  const answer = customResource({ create: deployed, update: deployed, delete: () => Promise.resolve() }, respond, clock);
  return async (event: CloudFormationCustomResourceEvent | object, context: Pick<Context, 'logStreamName'>): Promise<void> => {
    if ('RequestType' in event) return answer(event, context);
    const outcome = await publish();
    console.log(JSON.stringify({ level: 'info', message: 'asked the issuer for its keys', outcome }));
  };
}
