import { isFrameworkId, type FrameworkId } from './frameworks';

/**
 * How a control can be asserted. `T`: a property of one resource. `G`: several resources together. `I`: proof over IAM and resource policies.
 * `N`: proof over the network. `R`: test against the running service. `P`: somebody attests it. `E`: check of the engine itself.
 */
export type Method = 'T' | 'G' | 'I' | 'N' | 'R' | 'P' | 'E';

/** What a method is called, and whether templates alone are enough for it. */
export const METHODS: { readonly [method in Method]: { readonly name: string; readonly offline: boolean } } = {
  T: { name: 'property of a resource', offline: true },
  G: { name: 'rule over several resources', offline: true },
  I: { name: 'IAM proof', offline: true },
  N: { name: 'network proof', offline: true },
  R: { name: 'runtime test', offline: false },
  P: { name: 'attestation by a person', offline: false },
  E: { name: 'self-check of the engine', offline: false },
};

export type Layer = 'network' | 'data' | 'identity' | 'api' | 'ai' | 'logging' | 'supply-chain' | 'governance';

/** Layers as headings. */
export const LAYERS: { readonly [layer in Layer]: string } = {
  network: 'Network', data: 'Data', identity: 'Identity', api: 'Inference API', ai: 'AI application', logging: 'Logging and monitoring', 'supply-chain': 'Compute and supply chain', governance: 'Governance',
};

/**
 * How sure a mapping is. `read`: taken from, or one step through, a mapping that was read, or from the requirement's own text.
 * `inferred`: from the wording on both sides. `unsure`: a reviewer has to look.
 */
export type Confidence = 'read' | 'inferred' | 'unsure';

/** What stands behind the id of a requirement. */
export const CONFIDENCE_MARKS: { readonly [confidence in Confidence]: string } = { read: '', inferred: '~', unsure: '?' };

/** The control supports the requirement; it never satisfies it: most requirements are about an organisation, and a technical control is partial evidence. */
export interface Mapping {
  readonly framework: FrameworkId;
  /** As the framework writes it, without its prefix: `LLM02`, `AC-4(21)`, `15`. */
  readonly id: string;
  readonly confidence: Confidence;
}

/** One row of the catalogue. */
export interface Control {
  /** Stable: rules, requirements and evidence name it. */
  readonly id: string;
  readonly title: string;
  readonly layer: Layer;
  readonly asserted: readonly { readonly method: Method; readonly how?: string }[];
  readonly supports: readonly Mapping[];
  /** Rules, packs and documents in which the row is grounded. */
  readonly sources: readonly string[];
}

/** A row as it is written down: requirements of a framework as `LLM02, LLM08~, AC-4?`, where `~` is inferred and `?` unsure. */
export interface ControlRow extends Omit<Control, 'supports'> {
  readonly supports: { readonly [framework in FrameworkId]?: string };
}

export function controlOf({ supports, ...row }: ControlRow): Control {
  return { ...row, supports: Object.entries(supports).flatMap(([framework, written]) => (isFrameworkId(framework) ? mappings(framework, written) : [])) };
}

function mappings(framework: FrameworkId, written: string): readonly Mapping[] {
  return written.split(', ').map((item) => ({ framework, id: item.replace(/[~?]$/, ''), confidence: item.endsWith('~') ? 'inferred' : item.endsWith('?') ? 'unsure' : 'read' }));
}
