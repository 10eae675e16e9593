/** Role of a message as the client or the model sent it. */
export type Role = 'developer' | 'system' | 'user' | 'assistant' | 'tool' | 'function';

/** Where a text comes from: `operator` is our own template and is trusted, `client` is the caller, `data` (tool results, retrieved text) is neither. */
export type Origin = 'operator' | 'client' | 'data';

/** One text of a request, with whose it is. Guards judge all of them, never only the last message. */
export interface Segment {
  readonly text: string;
  readonly role: Role;
  readonly origin: Origin;
  /** Where it stands in the body: `messages[2].content[0].text`. */
  readonly at: string;
}
