import { Stack } from 'aws-cdk-lib';
import { existingVpc } from '../../examples/existing-vpc/app';
import { gpuInference } from '../../examples/gpu-inference/app';
import { trainingData } from '../../examples/training-data/app';
import { judge } from '../judge';

describe.each([
  ['training-data', trainingData],
  ['existing-vpc', existingVpc],
  ['gpu-inference', gpuInference],
])('examples/%s', (_name, create) => {
  test('synthesizes, and the packs find nothing open and nothing acknowledged in vain', () => {
    const app = create();
    expect(app.node.children.filter((child) => Stack.isStack(child)).map((stack) => judge(stack))).toEqual(app.node.children.filter((child) => Stack.isStack(child)).map(() => ({ open: [], stale: [] })));
  });
});
