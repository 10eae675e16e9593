import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { posture } from '../../lib/assurance/jest';
import { renderVerdict } from '../../lib/assurance/prose';
import { countsOf, standingOf } from '../../lib/assurance/verify';
import { judge, retainedResources } from '../../lib/report';
import { TODAY, synthesize, synthesized, type Environment } from './assembly';
import { normalized } from './normalize';
import { UNSCOPED, unscopedStatements } from './wildcards';

/** What must hold for a whole platform. One synthesis serves all tests of an environment. */
export function platformSuite(environment: Environment): void {
  const { directory, assembly, report, verification } = synthesized(environment);

  test('no pack and no template validator finds anything open, and nothing is wrong', () => {
    expect(report.packs.map(({ name }) => name)).toEqual(['AwsSolutions', 'NIST.800.53.R5', 'HIPAA.Security', 'SecureAi', 'CloudFormation Validate']);
    expect(report.findings).toEqual([]);
    expect(judge(report, TODAY)).toMatchObject({ exitCode: 0, problems: [] });
  });

  test('what is acknowledged expires, and then the judgement fails', () => {
    expect(judge(report, '2099-01-01').problems.map(({ code }) => code)).toContain('AcknowledgementExpired');
  });

  test('acknowledges these findings and no others', () => {
    const byFinding = new Map<string, string[]>();
    for (const { id, path } of report.acknowledgements) byFinding.set(id, [...(byFinding.get(id) ?? []), path].sort());
    expect(Object.fromEntries([...byFinding].sort())).toMatchSnapshot();
  });

  test('weakens these controls and no others', () => {
    expect(report.weakenings).toMatchSnapshot();
  });

  test('is the same in another folder, to the byte', () => {
    const again = mkdtempSync(join(tmpdir(), 'platform-again-'));
    validateTemplates(false);
    synthesize(environment, again, []);
    const templates = readdirSync(directory).filter((file) => file.endsWith('.template.json'));
    expect(templates.length).toBeGreaterThan(8);
    for (const file of templates) expect(readFileSync(join(again, file), 'utf8')).toBe(readFileSync(join(directory, file), 'utf8'));
  });

  test('looks nothing up in an account', () => {
    expect(JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'))).not.toHaveProperty('missing');
  });

  test('every statement with a wildcard is listed with its reason, and each reason is needed', () => {
    const found = assembly.stacks.flatMap(unscopedStatements);
    const explained = UNSCOPED.filter(({ only }) => only === undefined || only === environment);
    expect(found.filter((statement) => !explained.some(({ pattern }) => pattern.test(statement)))).toEqual([]);
    expect(explained.filter(({ pattern }) => !found.some((statement) => pattern.test(statement))).map(({ reason }) => reason)).toEqual([]);
  });

  test('leaves behind what this list says and nothing else', () => {
    expect(retainedResources(assembly).map(({ type, path, policy }) => `${policy} ${type} ${path}`)).toMatchSnapshot();
  });

  test('every rule and every promise is proved, or somebody answers for it until a day', () => {
    expect(verification.checks.filter((check) => ['refuted', 'unknown'].includes(standingOf(check))).flatMap(renderVerdict)).toEqual([]);
    expect(verification.stale).toEqual([]);
    expect(verification.checks.flatMap(({ acknowledgement }) => (acknowledgement === undefined || (acknowledgement.owner ?? '') !== '' && (acknowledgement.expires ?? '') !== '' ? [] : [acknowledgement]))).toEqual([]);
    expect(countsOf(verification).proved).toBeGreaterThan(1_500);
  });

  test('who may do what, who reaches whom, what is encrypted with which key', () => {
    const text = posture(directory);
    expect(text).not.toMatch(/[A-Za-z][0-9A-F]{8}\b|[0-9a-f]{64}/);
    expect(text.split('\n').length).toBeLessThan(400);
    expect(`\n${text}`).toMatchSnapshot();
  });

  test.each(assembly.stacks.map((stack) => [stack.path, stack.template] as const))('template of %s', (_path, template) => {
    expect(normalized(template)).toMatchSnapshot();
  });
}
