import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Stage, Validations, aws_s3, type CfnResource, type IPolicyValidationPlugin } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AiChecks } from '../../../../lib/assurance/cdk/ai-checks';
import { AssurancePlugin } from '../../../../lib/assurance/cdk/plugin';
import type { Requirement } from '../../../../lib/assurance/requirements';
import { ALL_RULES } from '../../../../lib/assurance/rules';

const ENV = { account: '111122223333', region: 'eu-central-1' };
const NOT_PUBLIC: Requirement = { id: 'own.not-public', title: 'no stranger reads the bucket', controls: ['DAT-04'], question: { kind: 'denied', principals: 'outsiders', actions: ['s3:GetObject'], resources: { type: 'AWS::S3::Bucket', below: '*' } } };
const versioned = ALL_RULES.filter(({ id }) => id === 'S3BucketVersioned');

interface Synthesis {
  readonly failed: boolean;
  readonly open: readonly string[];
  readonly suppressed: readonly string[];
}

/** Synthesizes as `cdk synth` does and reads CDK's own report. */
function synthesize(build: (scope: IConstruct) => void, plugin: IPolicyValidationPlugin, stage = false): Synthesis {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'plugin-')), builtinCloudFormationValidation: false });
  build(new Stack(stage ? new Stage(app, 'Inner', { env: ENV }) : app, 'Own', { env: ENV }));
  Validations.of(app).addPlugins(plugin);
  let failed = false;
  try {
    app.synth();
  } catch {
    failed = true;
  }
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as { pluginReports: { pluginName: string; violations?: Violation[]; suppressedViolations?: Violation[] }[] };
  const own = pluginReports.filter(({ pluginName }) => pluginName === 'SecureAi');
  const names = (list: readonly Violation[]): string[] => list.flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(({ constructPath }) => `${ruleName} at ${constructPath ?? ''}`));
  return { failed, open: names(own.flatMap(({ violations = [] }) => violations)), suppressed: names(own.flatMap(({ suppressedViolations = [] }) => suppressedViolations)) };
}

interface Violation {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath?: string }[];
}

function publicBucket(scope: IConstruct): void {
  new aws_s3.Bucket(scope as Stack, 'Public', { versioned: true, publicReadAccess: true, blockPublicAccess: new aws_s3.BlockPublicAccess({ blockPublicPolicy: false, restrictPublicBuckets: false }) });
}

function unversioned(acknowledged?: string): (scope: IConstruct) => void {
  return (scope) => {
    const bucket = new aws_s3.Bucket(scope as Stack, 'Data', { blockPublicAccess: aws_s3.BlockPublicAccess.BLOCK_ALL });
    if (acknowledged !== undefined) Validations.of(bucket.node.defaultChild as CfnResource).acknowledge({ id: acknowledged, reason: 'synthetic data only' });
  };
}

describe('AssurancePlugin', () => {
  test('fails the synthesis on a refuted requirement, at the resource', () => {
    expect(synthesize(publicBucket, new AssurancePlugin({ requirements: [NOT_PUBLIC] }))).toMatchObject({ failed: true, open: ['SecureAi-own.not-public at Own/Public/Resource'] });
  });

  test('lets a synthesis pass whose requirements are proved', () => {
    expect(synthesize(unversioned(), new AssurancePlugin({ requirements: [NOT_PUBLIC] }))).toEqual({ failed: false, open: [], suppressed: [] });
  });

  test('sees the stacks of a nested stage', () => {
    expect(synthesize(publicBucket, new AssurancePlugin({ requirements: [NOT_PUBLIC] }), true).open).toEqual(['SecureAi-own.not-public at Inner/Own/Public/Resource']);
  });

  test('takes an acknowledgement at the resource, which stays in the report', () => {
    const plugin = new AssurancePlugin({ rules: versioned });
    expect(synthesize(unversioned(), plugin)).toMatchObject({ failed: true, open: ['SecureAi-S3BucketVersioned at Own/Data/Resource'] });
    expect(synthesize(unversioned('SecureAi::SecureAi-S3BucketVersioned'), new AssurancePlugin({ rules: versioned }))).toEqual({ failed: false, open: [], suppressed: ['SecureAi-S3BucketVersioned at Own/Data/Resource'] });
  });
});

describe('AiChecks', () => {
  test('is a pack of cdk-nag that names its rules', () => {
    expect(new AiChecks().ruleIds).toEqual(ALL_RULES.map(({ id }) => `SecureAi-${id}`));
  });

  test('reports findings under the pack, and takes acknowledgements as other packs do', () => {
    expect(synthesize(unversioned(), new AiChecks(undefined, { rules: versioned }))).toMatchObject({ failed: true, open: ['SecureAi-S3BucketVersioned at Own/Data/Resource'] });
    const acknowledged = synthesize(unversioned('SecureAi::SecureAi-S3BucketVersioned'), new AiChecks(undefined, { rules: versioned }));
    expect(acknowledged).toMatchObject({ failed: false, open: [], suppressed: ['SecureAi-S3BucketVersioned at Own/Data/Resource'] });
  });

  test('reports what cannot be told as a finding of its own', () => {
    const undecided = synthesize((scope) => {
      const bucket = new aws_s3.CfnBucket(scope as Stack, 'Data');
      bucket.addPropertyOverride('VersioningConfiguration.Status', { 'Fn::ImportValue': 'StatusOfAnother' });
    }, new AiChecks(undefined, { rules: versioned }));
    expect(undecided.open).toEqual(['SecureAi-S3BucketVersioned[unknown] at Own/Data']);
  });

  test('judges a scope without a synthesis of its own, as NagPack does', () => {
    const stack = new Stack(new App(), 'Own', { env: ENV });
    unversioned()(stack);
    expect(new AiChecks(undefined, { rules: versioned }).validateScope(stack).violations.map(({ ruleName }) => ruleName)).toEqual(['SecureAi-S3BucketVersioned']);
  });
});
