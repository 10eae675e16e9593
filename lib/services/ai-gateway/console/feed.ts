import type { RequestSummary } from '../core/ports';

/** One request as the console shows it. */
export interface FeedEntry {
  readonly summary: RequestSummary;
  /** What was asked, with personal data masked. */
  readonly preview: string;
}

/** The last requests, the newest first; older ones are forgotten. */
export interface Feed {
  /** The preview is made when somebody looks, once: finding names in a text costs more than serving the request did. */
  add(summary: RequestSummary, preview: () => string): void;
  recent(): readonly FeedEntry[];
}

const MAX_PREVIEW_CHARACTERS = 600;

export function createFeed(capacity = 100): Feed {
  const entries: { readonly summary: RequestSummary; preview: string | (() => string) }[] = [];
  return {
    add: (summary, preview) => {
      entries.unshift({ summary, preview });
      if (entries.length > capacity) entries.pop();
    },
    recent: () => entries.map((entry) => {
      if (typeof entry.preview !== 'string') entry.preview = shortened(entry.preview());
      return { summary: entry.summary, preview: entry.preview };
    }),
  };
}

function shortened(text: string): string {
  return text.length > MAX_PREVIEW_CHARACTERS ? `${text.slice(0, MAX_PREVIEW_CHARACTERS)}…` : text;
}
