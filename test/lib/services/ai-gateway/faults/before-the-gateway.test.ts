import { departedClients } from './client-gone';
import { loadBeyondLimits } from './load';
import { shutdowns } from './shutdown';
import { slowClients } from './slow-client';
import { mixedRequests } from './soak';

// One file, because a whole gateway takes longer to load than most of these tests. Waiting costs nothing; on a machine that does other things as well it takes its time.
jest.setTimeout(90_000);

describe('clients that leave', departedClients);
describe('slow clients', slowClients);
describe('load beyond the limits', loadBeyondLimits);
describe('a long day', mixedRequests);
describe('the end of the process', shutdowns);
