import type { Extent } from './addresses';
import { IntervalSet } from './intervals';
import type { Doubt, Id, NetworkModel } from './model';

/**
 * How a model is read. `certain` keeps what surely admits, `possible` also what perhaps admits: a flow in the certain reading exists,
 * no flow in the possible reading proves that there is none, and what lies between is not known.
 */
export interface View {
  readonly model: NetworkModel;
  readonly mode: 'certain' | 'possible';
  /** Rules, routes, entries, attachments and forwards that are read as if they were not there (for cuts). */
  readonly without: ReadonlySet<Id>;
}

export function viewOf(model: NetworkModel, mode: View['mode'], without: ReadonlySet<Id> = new Set()): View {
  return { model, mode, without };
}

/** Whether a thing that admits something counts. */
export function counts(view: View, id: Id, doubt: Doubt | undefined): boolean {
  return !view.without.has(id) && (doubt === undefined || view.mode === 'possible');
}

/** The addresses to which something admits. */
export function admits(view: View, extent: Extent): IntervalSet {
  return view.mode === 'possible' ? extent.atMost : extent.atLeast;
}

/** The addresses that something takes away: a deny, or a route that is more specific. */
export function takes(view: View, extent: Extent, doubt: Doubt | undefined): IntervalSet {
  if (view.mode === 'certain') return extent.atMost;
  return doubt === undefined ? extent.atLeast : IntervalSet.EMPTY;
}

/** The doubt that an address list brings along where only the possible reading admits. */
export function doubtOf(view: View, extent: Extent, doubt: Doubt | undefined): Doubt | undefined {
  if (doubt !== undefined || view.mode === 'certain') return doubt;
  return extent.cause === undefined ? undefined : { code: 'AddressesNotKnown', cause: extent.cause };
}
