import type { ObjectRef } from '../../model/object-ref.ts';

/** Something that works by a right which goes. */
export interface Dependent {
  readonly object: ObjectRef;
  /** For whom it fails: these roles, sorted, or everybody (null). */
  readonly roles: readonly string[] | null;
  /** `fails`: it will. `may-fail`: what it needs exactly, or whether it gets there, is not known. */
  readonly outcome: 'fails' | 'may-fail';
  /** One clause, names as the catalog has them. */
  readonly why: string;
}
