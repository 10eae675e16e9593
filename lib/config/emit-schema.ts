import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { renderJsonSchema } from './json-schema';

writeFileSync(resolve(__dirname, '../../config/platform.schema.json'), renderJsonSchema());
