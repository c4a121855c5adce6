import { ServiceError } from '../errors.ts';
import { type Permission, type PersonRole, roleMay } from './permissions.ts';

export interface SignedInPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: PersonRole;
  readonly sessionId: string;
}

/** Who acts, as the trail names it. `id` is null for Postern itself. */
export interface Actor {
  readonly id: string | null;
  readonly name: string;
}

/**
 * Proof that somebody was let in, and for what. Every function that reads or writes data takes one first, typed by the
 * permission it needs, so that code which never went through the door does not compile. Only `route`, `requirePerson`
 * and `actAsPostern` make one.
 *
 * `demand` is contravariant in `P`: an access that proves two permissions serves where either is needed.
 */
export class Access<P extends Permission> {
  readonly actor: Actor;
  /** Throws `forbidden` unless the permission is held: the type already says so, this says it at run time too. */
  readonly demand: (permission: P) => void;
  readonly #holds: (permission: Permission) => boolean;
  readonly #person: SignedInPerson | null;

  constructor(person: SignedInPerson | null, name: string, holds: (permission: Permission) => boolean) {
    this.#person = person;
    this.actor = { id: person?.id ?? null, name };
    this.#holds = holds;
    this.demand = (permission) => {
      if (!holds(permission)) throw new ServiceError('forbidden', 'Your role does not allow this.');
    };
  }

  /** The person behind it. Throws where Postern itself acts. */
  get person(): SignedInPerson {
    if (this.#person === null) throw new ServiceError('unauthenticated', 'Sign in to continue.');
    return this.#person;
  }

  /** For showing or hiding what the person could do; the door of that action decides again. */
  may(permission: Permission): boolean {
    return this.#holds(permission);
  }
}

/** The access of a signed-in person, once every asked permission is held by the role the database says they have now. */
export function accessFor<P extends Permission>(person: SignedInPerson, can: readonly P[]): Access<P> {
  const access = new Access<P>(person, person.email, (permission) => roleMay(person.role, permission));
  for (const permission of can) access.demand(permission);
  return access;
}

/** Postern acting by itself: the worker, the launcher, a one-time link. Holds what it names and no more. */
export function actAsPostern<P extends Permission>(...can: readonly P[]): Access<P> {
  return new Access<P>(null, 'postern', (permission) => can.some((held) => held === permission));
}
