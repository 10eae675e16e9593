import { z } from 'zod';
import type { Found } from '../finding';
import { wordFilter } from './bloom';
import type { Weights } from './decode';
import type { Gazetteer } from './features';
import storedGazetteer from './gazetteer.json';
import { packedWeights, unpackWeights } from './pack';
import { spansOf } from './spans';
import storedWeights from './weights.json';

const filter = z.base64().transform((bytes) => wordFilter(Buffer.from(bytes, 'base64')));
const gazetteers = z.strictObject({ given: filter, family: filter, place: filter, country: filter, nationality: filter, job: filter, common: filter });

interface Model {
  readonly gazetteer: Gazetteer;
  readonly weights: Weights;
}

let model: Model | undefined;

/** Unpacked at the first use: a gateway that only looks for structured types never pays for it. */
function loadModel(): Model {
  return model ??= { gazetteer: gazetteers.parse(storedGazetteer), weights: unpackWeights(packedWeights.parse(storedWeights)) };
}

/** The structured findings of a normalised text and, beside them, names, places, organisations, addresses, dates, ages and titles. */
export function tagEntities(text: string, structured: readonly Found[]): readonly Found[] {
  const { gazetteer, weights } = loadModel();
  return spansOf(text, structured, gazetteer, weights);
}
