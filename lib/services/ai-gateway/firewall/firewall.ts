import type { Assessment, Firewall } from '../core/ports';
import type { Segment } from '../core/segment';
import type { GuardAction } from '../core/verdict';
import type { GatewaySettings } from '../settings/in-force';
import type { BedrockGuardrailClient, FetchLike, Opinion } from './consult';
import { askClassifier, askGuardrail } from './consult';
import { FEATURES, judgeText, judgeTogether } from './judge';
import type { Judgement } from './judge';
import { calibrated, storedWeights } from './weights';
import type { Weights } from './weights';

export type FirewallSettings = GatewaySettings['firewall'];

export interface FirewallDependencies {
  /** Asked when a guardrail is configured. */
  readonly bedrock?: BedrockGuardrailClient;
  /** Asks the classifier. @default - the fetch of Node.js */
  readonly fetch?: FetchLike;
  /** Longest wait for a classifier or guardrail, in milliseconds. @default 3000 */
  readonly timeoutMilliseconds?: number;
  /** @default - the weights that come with the firewall */
  readonly weights?: Weights;
}

/** Most of a conversation that is also judged as one text, in characters from its end. */
const TOGETHER = 16_384;

/** Judges every text of a request but the operator's own. Throws when a configured guard has no way to be asked. */
export function createFirewall(settings: FirewallSettings, dependencies: FirewallDependencies = {}): Firewall {
  const weights = dependencies.weights ?? storedWeights(FEATURES);
  const { bedrockGuardrail, classifierUrl } = settings;
  const { bedrock, timeoutMilliseconds = 3_000 } = dependencies;
  const fetch: FetchLike = dependencies.fetch ?? ((url, options) => globalThis.fetch(url, options));
  if (bedrockGuardrail !== undefined && bedrock === undefined) throw new Error('a Bedrock guardrail is configured, but there is no client to ask it');
  const conclude = (score: number, reasons: Readonly<Record<string, number>>, at: string | undefined): Assessment => ({
    score, verdict: { guard: 'firewall', action: actionOf(score, settings), reasons, score, ...(at === undefined ? {} : { at }) },
  });
  const assess = (segments: readonly Segment[]): Assessment => {
    const { judgement, at } = worst(segments, weights);
    if (judgement === undefined) return conclude(0, {}, undefined);
    const score = Math.round(calibrated(judgement.logit, weights.calibration) * 1_000) / 1_000;
    return conclude(score, score < settings.flagAt ? {} : judgement.reasons, at);
  };
  if (bedrockGuardrail === undefined && classifierUrl === undefined) return { assess };
  return {
    assess,
    consult: async (segments, signal) => {
      const judged = segments.filter(isJudged);
      if (judged.length === 0) return conclude(0, {}, undefined);
      const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]);
      const asked: Promise<Opinion>[] = [];
      if (bedrockGuardrail !== undefined && bedrock !== undefined) asked.push(askGuardrail(bedrock, bedrockGuardrail, judged, within));
      if (classifierUrl !== undefined) asked.push(askClassifier(fetch, classifierUrl, judged, within));
      const opinions = await Promise.all(asked);
      const strictest = opinions.reduce((one, other) => (other.score > one.score ? other : one));
      return conclude(strictest.score, strictest.score < settings.flagAt ? {} : strictest.reasons, strictest.at);
    },
  };
}

function isJudged(segment: Segment): boolean {
  return segment.origin !== 'operator' && segment.text !== '';
}

/** The judgement that speaks most for an attack, among all texts and what the caller's texts say together. */
function worst(segments: readonly Segment[], weights: Weights): { readonly judgement: Judgement | undefined; readonly at: string | undefined } {
  let judgement: Judgement | undefined;
  let at: string | undefined;
  let together = '';
  let callers = 0;
  for (const segment of segments) {
    if (!isJudged(segment)) continue;
    const isData = segment.origin === 'data' || segment.role === 'tool' || segment.role === 'function';
    const one = judgeText(segment.text, isData, weights);
    if (judgement === undefined || one.logit > judgement.logit) {
      judgement = one;
      at = segment.at;
    }
    if (!isData && segment.role !== 'assistant') {
      callers++;
      together = together === '' ? segment.text : `${together} ${segment.text}`;
      if (together.length > TOGETHER) together = together.slice(-TOGETHER);
    }
  }
  if (callers < 2 || judgement === undefined) return { judgement, at };
  const all = judgeTogether(together, weights);
  if (all.logit <= judgement.logit) return { judgement, at };
  return { judgement: { ...all, reasons: { ...all.reasons, 'split-over-messages': 1 } }, at: 'messages' };
}

function actionOf(score: number, settings: FirewallSettings): GuardAction {
  const action = score >= settings.denyAt ? 'deny' : settings.reviewAt !== undefined && score >= settings.reviewAt ? 'review' : score >= settings.flagAt ? 'flag' : 'allow';
  return action !== 'allow' && settings.mode === 'observe' ? 'flag' : action;
}
