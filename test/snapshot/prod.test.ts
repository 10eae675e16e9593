import { platformSuite } from './platform-suite';

describe('config/prod.yaml', () => platformSuite('prod'));
