import { EC2Client } from '@aws-sdk/client-ec2';
import { customResource } from '../custom-resource';
import { ec2VpcApi } from './ec2-vpc-api';
import { vpcSettings } from './vpc-settings';

/** A stack that fails for one throttled call costs more than a few more tries. */
export const handler = customResource(vpcSettings(ec2VpcApi(new EC2Client({ maxAttempts: 6 }))));
