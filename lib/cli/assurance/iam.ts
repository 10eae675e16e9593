import { comparePolicies, decide, explain, parsePolicy, parseRequest, type PolicyComparison } from '../../assurance/iam';
import { renderRequest, sentence } from '../../assurance/prose';
import { throwProblems } from '../../contract/platform-error';
import { EXIT, type Command, type ExitCode } from '../command';
import { formatOf, textOf } from './input';

/** Commands about policies on their own, without a template. */
export function iamCommands(): Command[] {
  return [
    {
      words: ['iam', 'decide'],
      summary: 'Decides one request by the policies that have a say, and says which statement decided',
      options: { request: { value: '<file>', describe: 'JSON: principal, action, resource, context and policies', required: true }, format: { value: '<format>', describe: 'text or json; default text' } },
      notes: ['{ "principal": "arn:aws:iam::111122223333:role/App", "action": "s3:GetObject", "resource": "arn:aws:s3:::data/a.csv",', '  "policies": { "identity": [{ "Version": "2012-10-17", "Statement": [ … ] }] } }', 'Exit code 0: decided, whichever way; 1: it cannot be told; 2: wrong input.'],
      run: async (input, terminal) => {
        const format = formatOf(input, ['text', 'json']);
        const file = input.text('request') ?? '';
        const { request, policies } = parseRequest(jsonOf(file, 'a request file'), file);
        const decision = decide(request, policies);
        terminal.out(format === 'json' ? JSON.stringify(decision, undefined, 2) : explain(decision));
        return decision.kind === 'unknown' ? EXIT.refused : EXIT.ok;
      },
    },
    {
      words: ['iam', 'compare'],
      summary: 'Tells whether policy B allows something that A does not, and the reverse, with a request for each',
      positionals: ['<a.json>', '<b.json>'],
      options: { format: { value: '<format>', describe: 'text or json; default text' } },
      notes: ['Exit code 0: B allows nothing that A does not; 1: it does, or it cannot be told; 2: wrong input.'],
      run: async (input, terminal) => {
        const format = formatOf(input, ['text', 'json']);
        const [a = '', b = ''] = input.positionals;
        const comparison = comparePolicies(parsePolicy(jsonOf(a, 'a policy'), a), parsePolicy(jsonOf(b, 'a policy'), b));
        if (format === 'json') terminal.out(JSON.stringify(comparison, (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value), 2));
        else compared(comparison, a, b).forEach((line) => terminal.out(line));
        return exitOf(comparison);
      },
    },
  ];
}

function exitOf({ bAllowsMore }: PolicyComparison): ExitCode {
  return bAllowsMore.kind === 'proved' ? EXIT.ok : EXIT.refused;
}

function compared({ aAllowsMore, bAllowsMore }: PolicyComparison, a: string, b: string): readonly string[] {
  return [[bAllowsMore, b, a] as const, [aAllowsMore, a, b] as const].flatMap(([verdict, more, less]) => {
    switch (verdict.kind) {
      case 'refuted':
        return [`${more} allows something that ${less} does not:`, ...renderRequest(verdict.witness.request).map((line) => `  ${line}`)];
      case 'proved':
        return [`${more} allows nothing that ${less} does not.`];
      default:
        return [`It cannot be told whether ${more} allows something that ${less} does not:`, ...verdict.because.map((step) => `  ${sentence(step)}`)];
    }
  });
}

function jsonOf(file: string, what: string): unknown {
  const text = textOf(file, what);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return throwProblems([{ code: 'InvalidJson', what: `${what} must be JSON`, got: error instanceof Error ? error.message : String(error), where: file, fix: 'correct the file' }]);
  }
}
