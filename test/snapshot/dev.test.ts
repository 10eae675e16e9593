import { platformSuite } from './platform-suite';

describe('config/dev.yaml', () => platformSuite('dev'));
