/** A picture of ways, as data: nodes in columns from left to right. Whoever shows it shows the same as a list. */
export interface PathGraph {
  readonly nodes: readonly PathNode[];
  readonly edges: readonly PathEdge[];
}

export interface PathNode {
  readonly id: string;
  /** As the catalog has it: hostile text. */
  readonly label: string;
  /** Column, from 0. */
  readonly layer: number;
  /** `logins`: several login roles, counted. */
  readonly shape: 'login' | 'logins' | 'group' | 'superuser' | 'object' | 'place' | 'goal';
  /** Leads somewhere. */
  readonly href?: string;
  /** The one the picture is about. */
  readonly focus?: boolean;
}

export interface PathEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Only after a SET ROLE, or a step nobody has made yet. */
  readonly dashed: boolean;
}
