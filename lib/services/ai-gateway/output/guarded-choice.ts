import { GatewayError } from '../core/gateway-error';
import type { OutputContext, OutputFilter } from '../core/ports';
import type { FinishReason } from '../openai/types';
import type { Verdict } from '../core/verdict';
import { checkJsonOutput, LONGEST_JSON } from './json-output';
import type { TextPipeline } from './text-pipeline';
import type { ToolCallDelta } from './tool-calls';
import { finishReasonOf, ToolCallGuard } from './tool-calls';
import type { VerdictCounts } from './verdict-counts';

/** One choice of an answer under guard: its text, its tool calls, and for JSON the whole of it. Nothing more comes out of one that threw. */
export class GuardedChoice implements OutputFilter {
  private readonly jsonSchema: OutputContext['jsonSchema'];
  private readonly pipeline: TextPipeline;
  private readonly counts: VerdictCounts;
  private readonly newToolCalls: () => ToolCallGuard;
  private toolCalls: ToolCallGuard | undefined;
  private length = 0;
  private state: 'open' | 'denied' | 'ended' = 'open';
  /** What was released, kept only where the whole has to be judged. */
  private readonly content: string[] = [];

  constructor(context: OutputContext, newPipeline: (json: boolean, withLinks: boolean) => TextPipeline, verdicts: VerdictCounts) {
    this.jsonSchema = context.jsonSchema;
    this.pipeline = newPipeline(context.jsonSchema !== undefined, true);
    this.counts = verdicts;
    this.newToolCalls = () => new ToolCallGuard(context.tools, () => newPipeline(true, false), verdicts);
  }

  push(text: string): string {
    return this.guarded(() => {
      const allowed = this.jsonSchema === undefined ? text.length : LONGEST_JSON - this.length;
      this.length += text.length;
      if (text.length <= allowed) return this.released(this.pipeline.push(text));
      // what comes first in the text is blamed, wherever it was cut
      this.released(this.pipeline.push(text.slice(0, allowed)));
      this.released(this.pipeline.end());
      this.counts.add('json-output', 'deny', 'too-long');
      throw new GatewayError('output_denied');
    });
  }

  pushToolCall(delta: ToolCallDelta): void {
    this.guarded(() => { (this.toolCalls ??= this.newToolCalls()).push(delta); });
  }

  end(finishReason: FinishReason): ReturnType<OutputFilter['end']> {
    return this.guarded(() => {
      const text = this.released(this.pipeline.end());
      const toolCalls = this.toolCalls?.end() ?? [];
      const asked = this.toolCalls?.count ?? 0;
      if (this.jsonSchema !== undefined && this.pipeline.decoder !== undefined && (this.length > 0 || asked === 0)) {
        checkJsonOutput(this.jsonSchema, this.content.join(''), this.pipeline.decoder, finishReason, this.counts);
      }
      this.state = 'ended';
      return { text, toolCalls, finishReason: finishReasonOf(finishReason, asked, toolCalls.length) };
    });
  }

  get verdicts(): readonly Verdict[] {
    return this.counts.verdicts();
  }

  private released(text: string): string {
    if (this.pipeline.denied) throw new GatewayError('output_denied');
    if (this.jsonSchema !== undefined && text !== '') this.content.push(text);
    return text;
  }

  private guarded<Result>(work: () => Result): Result {
    if (this.state === 'denied') throw new GatewayError('output_denied');
    if (this.state === 'ended') throw new Error('the answer has ended');
    try {
      return work();
    } catch (error) {
      this.state = 'denied';
      throw error;
    }
  }
}
