import type { Standard } from '../../model/reference.ts';

/** One requirement of a standard that a database can meet or miss. */
export interface Requirement {
  /** As the standard numbers it; what the references of controls name. */
  readonly id: string;
  /** What it asks, in our own words. */
  readonly title: string;
  /** Why no look at a database can tell whether it is met; such a requirement is no hole of ours, but open all the same. */
  readonly outside?: string;
}

/**
 * A standard as far as it concerns a database server. Which control meets a requirement is said once, in the references
 * of the control; from here it is looked up, so that a requirement nobody meets shows as a hole.
 */
export interface Framework {
  readonly standard: Standard;
  readonly requirements: readonly Requirement[];
}
