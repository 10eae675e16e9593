import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { REQUIREMENTS_SCHEMA } from '../assurance/requirements/shapes';
import { renderGatewaySchema, renderJsonSchema } from '../config/json-schema';

const CONFIG = resolve(__dirname, '../../config');

/** The JSON schemas by which editors complete and check what users write. */
writeFileSync(resolve(CONFIG, 'platform.schema.json'), renderJsonSchema());
writeFileSync(resolve(CONFIG, 'gateway.schema.json'), renderGatewaySchema());
writeFileSync(resolve(CONFIG, 'requirements.schema.json'), `${JSON.stringify(REQUIREMENTS_SCHEMA, undefined, 2)}\n`);
