import type { ControlStanding } from '../dossier';
import { STANDING_NAMES } from '../markdown';
import { markup, type Markup } from './markup';

/** Told apart by a sign as well as by colour. */
const SIGNS: { readonly [standing in ControlStanding]: string } = { refuted: '✕', unknown: '?', acknowledged: '!', proved: '✓', 'not-applicable': '–', 'not-asserted': '○' };

export function badge(standing: ControlStanding, text: string = STANDING_NAMES[standing]): Markup {
  return markup`<span class="badge ${standing}"><span aria-hidden="true">${SIGNS[standing]} </span>${text}</span>`;
}
