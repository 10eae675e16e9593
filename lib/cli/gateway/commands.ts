import type { Command } from '../command';
import { awsClients, type AwsClients } from '../model/aws';
import { maskFile, scoreFile } from './guards';
import { verifyAudit } from './verify-audit';

/** Commands about what the AI gateway leaves behind, and its guards on their own. The clients are made when a command needs them. */
export function gatewayCommands(aws: AwsClients = awsClients()): Command[] {
  return [
    {
      words: ['audit', 'verify'],
      summary: "Verifies the AI gateway's audit trail: finds every record that is missing, changed, repeated or out of order",
      positionals: ['<trail>'],
      options: {
        log: { value: '<file>', describe: "log of the gateway, one JSON object a line: every receipt in it must be in the trail", multiple: true },
        head: { value: '<chain:sequence:hash>', describe: 'record that is known to have been there', multiple: true },
        key: { value: '<file>', describe: 'local key file: opens every record as well' },
        kms: { value: '<arn>', describe: 'KMS key: opens every record as well' },
        decrypt: { value: '<request id>', describe: 'prints what was sealed for one request; needs --key or --kms' },
        strict: { describe: 'a chain without a proved end fails as well' },
      },
      notes: [
        'secure-ai audit verify ./audit --log gateway.log --key ./audit.key',
        'secure-ai audit verify s3://bucket/gateway --kms arn:aws:kms:eu-central-1:111122223333:key/…',
        'Give the whole folder or prefix. Hashes alone find meddling by whoever did not rewrite all that follows; the key finds it by whoever has no key;',
        'the log finds what was cut off at the end. Exit code 0: intact; 1: something is missing or changed; 2: wrong input.',
      ],
      run: (input, terminal) => verifyAudit(input, terminal, aws),
    },
    {
      words: ['gateway', 'score'],
      summary: 'Scores prompts with the firewall: risk, action and reasons of each line',
      positionals: ['<lines>'],
      options: {},
      notes: ['Each line is JSON: a text, {"text"}, {"messages": [...]}, or one message with role and content. A score from 0.5 is marked, from 0.8 refused.'],
      run: scoreFile,
    },
    {
      words: ['gateway', 'mask'],
      summary: 'Masks personal data and secrets: the masked text and what was found in each line',
      positionals: ['<lines>'],
      options: {},
      notes: ['Each line is JSON: a text, or {"text"}. Findings tell type, place and score, never the value.'],
      run: maskFile,
    },
  ];
}
