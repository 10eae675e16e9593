import { ofText } from '../compute/expectations';
import { everyPlace } from '../compute/places';
import { every, oneOf, PASS, PRESENT, trilean, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const bedrockDataSourceTrusted: Rule = {
  id: 'BedrockDataSourceTrusted',
  title: 'a knowledge base reads sources that somebody answers for',
  why: 'what a crawler finds on other hosts is text that anybody wrote for the model to obey',
  fix: 'set the crawler\'s Scope to HOST_ONLY, and BucketOwnerAccountId for a bucket',
  severity: 'warning',
  controls: ['AI-08'],
  types: ['AWS::Bedrock::DataSource'],
  check: (resource) => every([
    everyPlace(resource, [['DataSourceConfiguration', 'WebConfiguration', 'CrawlerConfiguration']], (crawler, path) => valueAt(crawler, ['Scope'], oneOf(['HOST_ONLY'], 'yes'), path), PASS),
    everyPlace(resource, [['DataSourceConfiguration', 'WebConfiguration', 'SourceConfiguration', 'UrlConfiguration', 'SeedUrls', '*', 'Url']], (url, path) => valueAt(url, [], HTTPS, path), PASS),
    everyPlace(resource, [['DataSourceConfiguration', 'S3Configuration']], (source, path) => valueAt(source, ['BucketOwnerAccountId'], PRESENT, path), PASS),
  ]),
};

const HTTPS = ofText('an address with https', (written) => trilean(/^https:\/\//i.test(written)));
