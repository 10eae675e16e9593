import { z } from 'zod';

/**
 * The building blocks of the schema. A message reads `<what must hold>; <what to change>`: the loader splits it at the semicolon
 * and adds key, line and value.
 */

/** A calendar date. Quoted or not, YAML keeps it as text. */
export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a calendar date YYYY-MM-DD; write it such as 2027-03-31')
  .refine((text) => isCalendarDate(text), 'must be a day that exists; check month and day');

/** Why a default is weakened, who answers for it and until when. The same three fields wherever a control is loosened. */
export const justification = z
  .strictObject({
    reason: z.string().trim().min(10, 'must say why, in at least ten characters; write the reason a reviewer would ask for').describe('Why the weaker choice is acceptable here.'),
    owner: z.string().trim().min(1, 'must name a team; name the team or role that answers for it').describe('Team or role that answers for it; not a person.'),
    expires: date.describe('Last day on which it holds, YYYY-MM-DD. After it, the build fails.'),
  })
  .describe('Why a default is weakened, who answers for it and until when.');

/** ARNs of any partition; whether it is that of the region is a rule. */
export const roleArn = z
  .string()
  .regex(/^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'must be the ARN of an IAM role; such as arn:aws:iam::111122223333:role/Name');

export const certificateArn = z
  .string()
  .regex(/^arn:aws(-[a-z]+)*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, 'must be the ARN of an ACM certificate; request a free public one in ACM, in the region of the platform');

/** A host name with at least one dot. */
export const domainName = z
  .string()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/, 'must be a domain name in lower case; such as api.example.com');

/** IPv4 network in CIDR notation; whether its host bits are zero is a rule, so that the message can show the network meant. */
export const cidr = z.string().regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, 'must be an IPv4 network in CIDR notation; such as 10.64.0.0/16');

/** A name in lower-case letters, digits and hyphens. */
export function slug(min: number, max: number, example: string) {
  return z
    .string()
    .regex(new RegExp(`^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){${min - 1},${max - 1}}$`), `must be ${min} to ${max} lower-case letters, digits or single hyphens and begin with a letter; such as ${example}`);
}

/** Ids that EC2 gives: `vpc-0123456789abcdef0`. */
export function ec2Id(prefix: string) {
  return z.string().regex(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), `must be an id that begins with ${prefix}-; copy it from the VPC console`);
}

/** Days that CloudWatch Logs can keep logs for. */
export const LOG_RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653] as const;

export const logRetentionDays = z.literal([...LOG_RETENTION_DAYS]);

/** Write-once retention of a bucket. */
export const objectLock = z.strictObject({
  mode: z.enum(['governance', 'compliance']).describe('governance: a role with s3:BypassGovernanceRetention may delete early. compliance: nobody can, the account root included.'),
  days: z.int().min(1).max(36500).describe('Days for which every new object version is locked.'),
});

function isCalendarDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
