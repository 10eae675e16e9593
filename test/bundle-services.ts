import { resolve } from 'node:path';
import { bundleServices } from '../lib/build/bundle';

/** Constructs point at the bundled functions, so they must be there, and fresh, before a test synthesizes. */
export default async function setup(): Promise<void> {
  await bundleServices(resolve(__dirname, '..'));
}
