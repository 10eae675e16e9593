import { GUARDS } from '../core/verdict';
import type { GuardAction, GuardName, Verdict } from '../core/verdict';

const STRICTNESS: readonly GuardAction[] = ['allow', 'flag', 'changed', 'review', 'deny'];

/** Counts what the guards of one answer found. */
export class VerdictCounts {
  private found: Map<GuardName, { action: GuardAction; readonly reasons: Record<string, number> }> | undefined;
  private denial: Verdict | undefined;

  add(guard: GuardName, action: Exclude<GuardAction, 'allow'>, code: string): void {
    if (this.denial !== undefined) return;
    if (action === 'deny') this.denial = { guard, action, reasons: { [code]: 1 } };
    const found = this.found ??= new Map();
    const entry = found.get(guard) ?? { action, reasons: {} };
    if (STRICTNESS.indexOf(action) > STRICTNESS.indexOf(entry.action)) entry.action = action;
    entry.reasons[code] = (entry.reasons[code] ?? 0) + 1;
    found.set(guard, entry);
  }

  /** In the order of the guards; those that found nothing are not among them. An answer that is denied has the verdict that denied it, alone. */
  verdicts(): readonly Verdict[] {
    if (this.denial !== undefined) return [this.denial];
    const found = this.found;
    if (found === undefined) return [];
    return GUARDS.flatMap((guard) => {
      const entry = found.get(guard);
      return entry === undefined ? [] : [{ guard, action: entry.action, reasons: { ...entry.reasons } }];
    });
  }
}
