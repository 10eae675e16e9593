import { resolve } from 'node:path';
import { bundleServices } from './bundle';

void bundleServices(resolve(__dirname, '../..'));
