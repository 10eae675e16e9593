/** Boxes and arrows, not yet laid out. */
export interface Diagram {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}

export interface DiagramNode {
  readonly id: string;
  readonly label: string;
  /** A smaller second line. */
  readonly detail?: string;
  /** What kind of thing it is; chooses the colour. */
  readonly kind: 'caller' | 'guard' | 'edge' | 'compute' | 'data' | 'stack';
}

export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  /** Drawn dashed: asks, does not carry the request. */
  readonly dashed?: boolean;
}
