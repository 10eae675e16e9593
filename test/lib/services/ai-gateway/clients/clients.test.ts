import { plainCurl } from './curl';
import { langChain } from './langchain';
import { openaiSdk } from './openai-sdk';

// One file, because a whole gateway takes longer to load than most of these tests. Waiting costs nothing; on a machine that does other things as well it takes its time.
jest.setTimeout(90_000);

describe('the openai SDK', openaiSdk);
describe('LangChain', langChain);
describe('curl', plainCurl);
