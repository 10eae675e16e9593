import { setTimeout as sleep } from 'node:timers/promises';
import { AutoScalingClient, DeleteAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { customResource } from '../custom-resource';
import { autoScalingGroupDeleter } from './auto-scaling-group-deleter';

const client = new AutoScalingClient({});

export const handler = customResource(autoScalingGroupDeleter({
  forceDelete: async (AutoScalingGroupName) => {
    await client.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete: true }));
  },
  sleep: async (milliseconds) => {
    await sleep(milliseconds);
  },
  now: Date.now,
}));
