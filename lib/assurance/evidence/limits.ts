/** What evidence from templates cannot show, for every form of it. */
export const LIMITS: readonly string[] = [
  'It is about the templates that were given, not about an account: what was changed by hand, or set up elsewhere, is not seen.',
  'Control policies of the organization, session policies and grants made at run time count only where they were given.',
  'Proofs about the network assume that nothing outside the templates attaches a gateway, a route, a rule or an interface to these networks.',
  'Tests of the running service (R), attestations by people (P) and self-checks of the engine (E) are not part of it; where a control needs them, that is said.',
  'A control supports requirements of frameworks; it never satisfies them. Most of them are about an organization, and a technical control is partial evidence at best.',
  'Mappings marked as inferred or unsure were not taken from a published mapping; a reviewer has to confirm them.',
];
