import type { Privilege } from '../model/privilege.ts';
import { type Audience, type Audiences, addSparse } from './access-audience.ts';
import type { VisitGround } from './access-grounds.ts';
import type { AccessObject } from './access-object.ts';
import type { Bits } from './role-graph-closure.ts';

/** Who holds one privilege on one object, as sets of role positions (`RoleGraph.names`). Shared: do not change them. */
export interface AccessSets {
  /** What `has_*_privilege` answers. */
  readonly held: Bits;
  /** What it answers WITH GRANT OPTION; on a system catalog that may be more than is held. */
  readonly grantable: Bits;
  /** Held, or held by a role that one may `SET ROLE` to. */
  readonly reachable: Bits;
}

/** Visits the grounds of one privilege on one object (`eachGround`). */
export type Grounds = (object: AccessObject, privilege: Privilege, visit: VisitGround) => void;

/** Objects whose sets are kept: neighbours often have one ACL, and more would fill memory where none do. */
const keptShapes = 64;

/** Equal for objects of equal access: kind, owner and ACL are all that decides. No name holds a NUL. */
function shapeKey({ kind, owner, acl, writeBanned, relation }: AccessObject): string {
  const entries = acl === null ? 'default' : `${acl.length}\0${acl.join('\0')}`;
  const own = `${kind}\0${owner}\0${writeBanned}\0${entries}`;
  return relation ? `${own}\0\0${shapeKey(relation)}` : own;
}

/** Space for sets, cut from large pieces: an allocation outside the heap for each costs more than filling it. */
function bitSpace(size: number): () => Bits {
  const words = (size + 31) >>> 5;
  let slab = new Uint32Array(0);
  let used = 0;
  return () => {
    if (used + words > slab.length) {
      slab = new Uint32Array(words * 256);
      used = 0;
    }
    used += words;
    return slab.subarray(used - words, used);
  };
}

/** The union of some grantees' audiences, each part made when first looked at. */
interface Union {
  readonly parts: readonly Audience[];
  held: Bits | undefined;
  reachable: Bits | undefined;
}

/**
 * Sets of every object and privilege. Objects of equal kind, owner and ACL share theirs, and so do an object's
 * privileges that went to the same grantees.
 */
export function accessSetFinder(
  size: number,
  audiences: Audiences,
  grounds: Grounds,
): (object: AccessObject, privilege: Privilege) => AccessSets {
  const blank = bitSpace(size);
  const { superusers } = audiences;

  const union = (parts: readonly Audience[], part: keyof Audience): Bits => {
    const all = blank();
    addSparse(all, superusers[part]);
    for (const audience of parts) addSparse(all, audience[part]);
    return all;
  };

  class Sets implements AccessSets {
    readonly #object: AccessObject;
    readonly #privilege: Privilege;
    readonly #union: Union;
    #grantable: Bits | undefined;

    constructor(object: AccessObject, privilege: Privilege, known: Union[]) {
      this.#object = object;
      this.#privilege = privilege;
      const parts: Audience[] = [];
      grounds(object, privilege, (grantee, _by, banned) => {
        if (!banned) parts.push(audiences.of(grantee));
      });
      const same = known.find(
        (one) => one.parts.length === parts.length && one.parts.every((part, at) => part === parts[at]),
      );
      this.#union = same ?? { parts, held: undefined, reachable: undefined };
      if (!same) known.push(this.#union);
    }

    get held(): Bits {
      this.#union.held ??= union(this.#union.parts, 'heirs');
      return this.#union.held;
    }

    get reachable(): Bits {
      this.#union.reachable ??= union(this.#union.parts, 'reachers');
      return this.#union.reachable;
    }

    get grantable(): Bits {
      if (this.#grantable) return this.#grantable;
      const parts = [audiences.of(this.#object.owner)];
      grounds(this.#object, this.#privilege, (grantee, _by, _banned, grantOption) => {
        if (grantOption && grantee !== null) parts.push(audiences.of(grantee));
      });
      this.#grantable = union(parts, 'heirs');
      return this.#grantable;
    }
  }

  interface Shape {
    readonly sets: Map<Privilege, AccessSets>;
    readonly unions: Union[];
  }
  const shapes = new Map<string, Shape>();
  let last: { readonly object: AccessObject; readonly shape: Shape } | null = null;
  const shapeOf = (object: AccessObject): Shape => {
    if (last?.object === object) return last.shape;
    const key = shapeKey(object);
    let shape = shapes.get(key);
    if (!shape) {
      if (shapes.size >= keptShapes) shapes.clear();
      shape = { sets: new Map(), unions: [] };
      shapes.set(key, shape);
    }
    last = { object, shape };
    return shape;
  };

  return (object, privilege) => {
    const { sets, unions } = shapeOf(object);
    let found = sets.get(privilege);
    if (!found) {
      found = new Sets(object, privilege, unions);
      sets.set(privilege, found);
    }
    return found;
  };
}
