/** A finding that somebody answers for, until a day. */
export interface Acknowledgement {
  /** `SecureAi::<rule or requirement>`, with `[finding]` where only one of several answers is meant; of other packs, their own ids. */
  readonly id: string;
  /** Of the resource, where the template is no CDK template. */
  readonly logicalId?: string;
  /** Construct path of the resource. */
  readonly path?: string;
  readonly reason: string;
  readonly owner?: string;
  /** Last day on which it holds, YYYY-MM-DD. */
  readonly expires?: string;
}

/** A control that is weaker than its default by a named choice. */
export interface Weakening {
  readonly control: string;
  readonly path: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}
