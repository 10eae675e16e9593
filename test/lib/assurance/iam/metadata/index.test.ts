import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { accessLevel, actionsMatching, canCarry, isWriteAction, keysOf, keyType, knownAction, resourceArnsOf, serviceNamed, serviceNames, UPDATED } from '../../../../../lib/assurance/iam/metadata';
import { iamMetadata, METADATA } from '../../../../../lib/build/iam-metadata';

const ROOT = resolve(__dirname, '../../../../..');

test('the data is what the generator makes of the package', () => {
  expect(readFileSync(join(ROOT, METADATA), 'utf8') === iamMetadata(ROOT)).toBe(true);
});

test('the data carries the licence of the package and its day', () => {
  const { notice } = JSON.parse(readFileSync(join(ROOT, METADATA), 'utf8')) as { readonly notice: string };
  expect(notice).toMatch(/MIT License Copyright \(c\) 2024 Act Security/);
  expect(UPDATED).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test('every service can be read, and every action has a name, a level and known resource types', () => {
  const services = [...serviceNames()].map((name) => serviceNamed(name));
  const groups = services.flatMap((service) => service?.groups ?? []);
  expect(groups.filter(({ names, arns }) => names.some((name) => !/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(name)) || arns.some((arn) => !arn.startsWith('arn:')))).toEqual([]);
  expect(groups.reduce((sum, { names }) => sum + names.length, 0)).toBeGreaterThan(20_000);
  expect(groups.every((group) => group.keys().every(({ key }) => key.includes(':')))).toBe(true);
});

describe('actions', () => {
  test.each([
    ['s3:GetObject', ['s3:GetObject']],
    ['S3:getobject', ['s3:GetObject']],
    ['kms:?ecrypt', ['kms:Decrypt']],
    ['sqs:*Queue', ['sqs:CreateQueue', 'sqs:DeleteQueue', 'sqs:PurgeQueue', 'sqs:TagQueue', 'sqs:UntagQueue']],
    ['s3:Nothing', []],
    ['nothing:*', []],
  ])('%s covers %j', (pattern, expected) => {
    expect([...actionsMatching(pattern)].sort()).toEqual(expected);
  });

  test.each([
    ['s3:GetObject', 'Read', false],
    ['s3:ListBucket', 'List', false],
    ['s3:PutObject', 'Write', true],
    ['s3:PutObjectTagging', 'Tagging', true],
    ['iam:AttachRolePolicy', 'Permissions management', true],
    ['s3:Nothing', undefined, undefined],
  ])('%s is of level %s', (action, level, writes) => {
    expect([accessLevel(action), isWriteAction(action)]).toEqual([level, writes]);
  });

  test.each([
    ['s3:ListBucket', 'arn:${Partition}:s3:::${BucketName}'],
    ['s3:GetObject', 'arn:${Partition}:s3:::${BucketName}/${ObjectName}'],
    ['kms:Decrypt', 'arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}'],
    ['sts:AssumeRole', 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}'],
  ])('%s takes %s', (action, arn) => {
    expect(resourceArnsOf(action)).toContain(arn);
  });

  test('an action on no resource takes none, and what is not known is not known to take none', () => {
    expect([resourceArnsOf('ec2:DescribeInstances'), resourceArnsOf('ec2:Nothing')]).toEqual([[], undefined]);
  });
});

describe('condition keys', () => {
  test.each([
    ['s3:ListBucket', 's3:prefix', true],
    ['s3:GetObject', 's3:prefix', false],
    ['s3:GetObject', 'S3:ExistingObjectTag/team', true],
    ['kms:Decrypt', 'kms:EncryptionContext:tenant', true],
    ['s3:GetObject', 'kms:EncryptionContext:tenant', false],
    ['s3:GetObject', 'aws:SourceIp', true],
    ['s3:GetObject', 'aws:PrincipalTag/team', true],
    ['s3:GetObject', 'cognito-identity.amazonaws.com:sub', true],
    ['s3:GetObject', 's3:nobody-knows', true],
  ])('%s can carry %s: %s', (name, key, expected) => {
    const action = knownAction(name);
    expect(action === undefined ? undefined : canCarry(action.group, key)).toBe(expected);
  });

  test('the keys of an action are its own, those of its resources and those of every request', () => {
    expect(keysOf('s3:ListBucket')).toEqual(expect.arrayContaining(['s3:prefix', 'aws:ResourceTag/${TagKey}', 'aws:SourceIp']));
    expect(keysOf('s3:Nothing')).toBeUndefined();
  });

  test.each([
    ['s3:prefix', { type: 'String', many: false }],
    ['AWS:SourceIp', { type: 'IPAddress', many: false }],
    ['aws:TagKeys', { type: 'String', many: true }],
    ['aws:PrincipalTag/x', { type: 'String', many: false }],
    ['aws:CurrentTime', { type: 'Date', many: false }],
    ['a:b', undefined],
  ])('%s is read as %j', (key, expected) => {
    expect(keyType(key)).toEqual(expected);
  });
});
