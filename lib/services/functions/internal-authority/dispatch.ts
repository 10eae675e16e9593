import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { customResource, type CustomResourceLogic, type Respond } from '../custom-resource';
import { isRenewalEvent, renewImportedCertificate } from './internal-authority';

/** The custom resources that the function answers. */
export interface AuthorityResources {
  readonly 'Custom::InternalAuthority': CustomResourceLogic;
  readonly 'Custom::ServiceCertificate': CustomResourceLogic;
  readonly 'Custom::ImportedCertificate': CustomResourceLogic;
}

/** Sends an event of CloudFormation to the logic of its type, and one of the schedule to the renewal. */
export function internalAuthorityHandler(resources: AuthorityResources, respond?: Respond) {
  return async (event: CloudFormationCustomResourceEvent | { readonly certificateArn: string }, context: Pick<Context, 'logStreamName'>): Promise<void> => {
    if (isRenewalEvent(event)) return renewImportedCertificate(event, resources['Custom::ImportedCertificate']);
    if (!('ResourceType' in event)) throw new TypeError('the event is neither of CloudFormation nor a renewal');
    return customResource(isKnown(event.ResourceType, resources) ? resources[event.ResourceType] : unknown(event.ResourceType), respond)(event, context);
  };
}

function isKnown(type: string, resources: AuthorityResources): type is keyof AuthorityResources {
  return Object.hasOwn(resources, type);
}

/** Answers FAILED at once instead of leaving CloudFormation to wait. */
function unknown(type: string): CustomResourceLogic {
  const refuse = () => Promise.reject(new TypeError(`the internal authority knows no resource of type ${type}`));
  return { create: refuse, update: refuse, delete: refuse };
}
