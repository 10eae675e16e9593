import { join } from 'node:path';
import { loadConfig } from '../../lib/config';
import { createPlatform } from '../../lib/stacks/platform';

/** The app of bin/platform.ts with nothing that judges it: what a synthesis costs by itself. */
const config = loadConfig(join(__dirname, '../../config/dev.yaml'), { today: '2026-11-23' });
createPlatform(config, { plugins: [] }).synth();
