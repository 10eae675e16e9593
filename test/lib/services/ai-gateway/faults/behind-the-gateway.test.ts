import { auditSinkFaults } from './audit-sink';
import { modelFaults } from './model';
import { storeFaults } from './stores';

// One file, because a whole gateway takes longer to load than most of these tests. Waiting costs nothing; on a machine that does other things as well it takes its time.
jest.setTimeout(90_000);

describe('faults of the model', modelFaults);
describe('faults of the stores and the token issuer', storeFaults);
describe('faults of the audit sink', auditSinkFaults);
