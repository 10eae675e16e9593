import type { OutputGuards } from '../core/ports';
import { createDenyList } from './deny-list';
import type { FoldCharacter } from './fold';
import { createFold } from './fold';
import { GuardedChoice } from './guarded-choice';
import { createLinkHosts } from './link-hosts';
import { createLinkGuard } from './links';
import type { PersonalDataDependencies } from './personal-data';
import { createPersonalDataGuard } from './personal-data';
import type { OutputGuardSettings } from './settings';
import { createSystemPromptGuard } from './system-prompt';
import type { Finding, TextGuard } from './text-guard';
import { TextPipeline } from './text-pipeline';
import { VerdictCounts } from './verdict-counts';

export interface OutputGuardDependencies extends PersonalDataDependencies {
  /** Folds one code point for the deny-list and the guard of the system prompt; '' for what is not seen. @default - the guards' own folding */
  readonly foldCharacter?: FoldCharacter;
}

const ACTIONS = { replace: 'changed', record: 'flag', deny: 'deny' } as const;

/**
 * Guards of the answers. Made once for settings that hold today; made anew when a weakened choice has ended.
 *
 * One filter guards one text: a choice's `content`. Other texts of a choice, such as `reasoning_content` and `refusal`, each get a filter of
 * their own, from a context without tools and JSON schema.
 *
 * Positions are those of the model's text. What is released differs from it in length: a finding is replaced by its marker, a placeholder by its
 * value. Token counts remain those of the model.
 *
 * Throws for settings that cannot be kept, such as a phrase of the deny-list that nobody could see.
 */
export function createOutputGuards(settings: OutputGuardSettings, dependencies: OutputGuardDependencies): OutputGuards {
  const fold = createFold(dependencies.foldCharacter);
  const systemPrompt = settings.systemPrompt === 'block' ? createSystemPromptGuard(fold) : undefined;
  const hosts = createLinkHosts(settings.linkHosts);
  const personalData = createPersonalDataGuard(settings, dependencies, (address) => settings.links === 'allow' || hosts.allowsAddress(address));
  const denyList = settings.denyList.length === 0 ? undefined : createDenyList(settings.denyList, fold);
  const links = settings.links === 'neutralise' ? createLinkGuard(hosts) : undefined;

  return {
    filter(context) {
      const verdicts = new VerdictCounts();
      const report = ({ guard, action, code }: Finding): void => {
        if (code !== undefined) verdicts.add(guard, ACTIONS[action], code);
      };
      const newPipeline = (json: boolean, withLinks: boolean): TextPipeline => {
        // the system prompt first: it sees at once what it looks for
        const guards: TextGuard[] = [];
        for (const guard of [systemPrompt?.(context.systemPrompt, context.canary), personalData?.(), denyList?.(), withLinks ? links?.() : undefined]) {
          if (guard !== undefined) guards.push(guard);
        }
        return new TextPipeline({ guards, report, vault: context.vault, json });
      };
      return new GuardedChoice(context, newPipeline, verdicts);
    },
  };
}
