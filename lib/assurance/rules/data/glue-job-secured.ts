import { PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const glueJobSecured: Rule = {
  id: 'GlueJobSecured',
  title: 'job runs under a security configuration',
  why: 'without one it writes results, logs and bookmarks unencrypted',
  fix: 'set SecurityConfiguration',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::Glue::Job', 'AWS::Glue::Crawler', 'AWS::Glue::DevEndpoint'],
  check: (job) => property(job, [job.type === 'AWS::Glue::Crawler' ? 'CrawlerSecurityConfiguration' : 'SecurityConfiguration'], PRESENT),
};
