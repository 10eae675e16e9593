import { at, isUnknown, type Resource } from '../../template';
import { told } from '../compute/expectations';
import { places, type Path, type Place } from '../compute/places';
import { every, fail, isTrue, noneOf, unknownOutcome, valueAt } from '../outcome';
import type { Outcome } from '../rule';

/** A filter of each type of a guardrail that must be there; `judge` says what holds of it. A list that cannot be read may have it. */
export function everyFilter(resource: Resource, list: Path, types: readonly string[], judge: (filter: Place) => Outcome): Outcome {
  const filters = places(resource.properties, [...list, '*']);
  const open = filters.some(({ value }) => isUnknown(value) || isUnknown(told(at(value, 'Type'))));
  return every(types.map((type) => {
    const found = filters.filter(({ value }) => told(at(value, 'Type')) === type);
    if (found.length > 0) return every(found.map(judge));
    return open ? unknownOutcome({ code: 'FiltersNotKnown', property: list.join('.'), wanted: type }) : fail({ id: type, path: list, because: [{ code: 'FilterMissing', property: list.join('.'), wanted: type }] });
  }));
}

/** Whether a filter acts in a direction rather than only watching, or not looking at all. */
export function isActive({ value, path }: Place, direction: 'Input' | 'Output'): Outcome {
  return every([valueAt(value, [`${direction}Action`], noneOf(['NONE']), path), valueAt(value, [`${direction}Enabled`], isTrue('yes'), path)]);
}
