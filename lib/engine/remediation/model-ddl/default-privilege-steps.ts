import { effectiveAcl } from '../../analysis/acl.ts';
import { privilegesOf } from '../../analysis/acl-privileges.ts';
import type { DatabaseFacts } from '../../analysis/facts.ts';
import type { RoleGraph } from '../../analysis/role-graph.ts';
import type { Change, DefaultPrivilegeObjects } from '../../model/change.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import { everybody } from '../../policy/everybody.ts';
import { defaultAclKinds } from '../default-acl-kinds.ts';
import { afterDefaultPrivileges } from '../inverse/inverse-grants.ts';
import { renderDefaultPrivileges } from '../render/grants.ts';
import type { IntendedAccess } from './intended-access.ts';
import type { Step } from './step.ts';

type Classes = 'tables' | 'sequences' | 'functions';
const objectsOf: Readonly<Record<Classes, DefaultPrivilegeObjects>> = {
  tables: 'TABLES',
  sequences: 'SEQUENCES',
  functions: 'FUNCTIONS',
};
const classes = Object.keys(objectsOf) as readonly Classes[];

export interface DefaultPrivilegeGround {
  readonly facts: DatabaseFacts;
  readonly access: IntendedAccess;
  readonly graph: RoleGraph;
  readonly major: number;
  /** Roles that will create the next object of this class in this schema (null: in any). */
  creators(objects: Classes, schema: string | null): readonly string[];
  warn(text: string): void;
}

interface Held {
  readonly grantee: Grantee;
  readonly privilege: Privilege;
  readonly grantable: boolean;
}

interface Wanted {
  readonly creator: string;
  readonly objects: DefaultPrivilegeObjects;
  readonly schema: string | null;
  readonly grantee: Grantee;
  readonly privilege: Privilege;
  readonly why: string;
}

const keyOf = (creator: string, objects: DefaultPrivilegeObjects, schema: string | null) =>
  JSON.stringify([creator, objects, schema]);

/** What `may` says of whole classes, for the objects to come. Names are of objects that exist, and need no default. */
function wantedDefaults({ access, creators, graph, major }: DefaultPrivilegeGround): readonly Wanted[] {
  return access.permissions.flatMap(({ role, permission, place }): Wanted[] => {
    const objects = classes.find((one) => one === permission.objects);
    if (objects === undefined || permission.names !== undefined) return [];
    const schema = permission.schema ?? null;
    const grantee = role === everybody ? null : role;
    const known = privilegesOf(defaultAclKinds[objectsOf[objects]], major);
    return creators(objects, schema)
      .filter((creator) => creator !== role && graph.roles.has(creator))
      .flatMap((creator) =>
        permission.privileges
          .filter((privilege) => known.includes(privilege))
          .map((privilege) => ({
            creator,
            objects: objectsOf[objects],
            schema,
            grantee,
            privilege,
            why: `${role} may: ${place}; the next one that ${creator} makes too`,
          })),
      );
  });
}

/**
 * Default privileges: the next object is as the present ones are. Revoked where they give a stated role, or everybody, more than
 * `may`; the built-in EXECUTE of PUBLIC by the global entry, since one per schema can only add.
 */
export function defaultPrivilegeSteps(ground: DefaultPrivilegeGround): readonly Step[] {
  const { facts, access, graph, major } = ground;
  const { inventory } = facts.cluster;
  const rows = facts.read('default-acls');
  const held = new Map<string, readonly Held[]>();
  const list = (
    creator: string,
    objects: DefaultPrivilegeObjects,
    schema: string | null,
  ): readonly Held[] => {
    const key = keyOf(creator, objects, schema);
    const known = held.get(key);
    if (known) return known;
    const row = rows.find((one) => one.role === creator && one.objects === objects && one.schema === schema);
    const acl = row ? row.acl : schema === null ? null : [];
    const made = effectiveAcl(acl, defaultAclKinds[objects], creator, major).flatMap(
      ({ grantee, privileges, grantable }) =>
        grantee !== null && typeof grantee !== 'string'
          ? []
          : privileges.map((privilege) => ({ grantee, privilege, grantable: grantable.includes(privilege) })),
    );
    held.set(key, made);
    return made;
  };
  const steps: Step[] = [];
  const add = (change: Extract<Change, { do: 'default-privileges' }>, why: string, passing = false) => {
    const undo = afterDefaultPrivileges(change, inventory, facts.name);
    steps.push({
      change,
      why,
      up: [renderDefaultPrivileges(change)],
      down: 'statements' in undo ? undo.statements : [],
      ...(passing ? { passing } : {}),
    });
  };
  const wanted = wantedDefaults(ground);
  const isWanted = (creator: string, objects: DefaultPrivilegeObjects, schema: string | null, one: Held) =>
    wanted.some(
      (want) =>
        want.creator === creator &&
        want.objects === objects &&
        (want.schema === null || want.schema === schema) &&
        want.grantee === one.grantee &&
        want.privilege === one.privilege,
    );
  const governed = (objects: DefaultPrivilegeObjects, schema: string | null) =>
    access.permissions.some(
      ({ permission }) =>
        objectsOf[permission.objects as Classes] === objects &&
        (permission.schema === undefined || schema === null || permission.schema === schema),
    );
  const isStated = (grantee: Grantee, objects: DefaultPrivilegeObjects, schema: string | null) =>
    grantee === null
      ? governed(objects, schema)
      : access.stated.has(grantee) && graph.roles.get(grantee)?.superuser === false;

  const places = new Map(
    [
      ...rows.map((row) => ({ creator: row.role, objects: row.objects, schema: row.schema })),
      // Routines have EXECUTE for PUBLIC without any row.
      ...(governed('FUNCTIONS', null)
        ? [...new Set(wanted.filter((one) => one.objects === 'FUNCTIONS').map((one) => one.creator))].map(
            (creator) => ({ creator, objects: 'FUNCTIONS' as const, schema: null }),
          )
        : []),
    ].map((place) => [keyOf(place.creator, place.objects, place.schema), place]),
  );
  for (const { creator, objects, schema } of places.values()) {
    if (!Object.values(objectsOf).includes(objects)) continue;
    for (const one of list(creator, objects, schema)) {
      if (one.grantee === creator || !isStated(one.grantee, objects, schema)) continue;
      const stays = isWanted(creator, objects, schema, one);
      if (stays && !one.grantable) continue;
      const base = {
        do: 'default-privileges',
        forRole: creator,
        inSchema: schema,
        objects,
        privileges: [one.privilege],
        grantee: one.grantee,
      } as const;
      const who = one.grantee ?? 'PUBLIC';
      add(
        { ...base, action: 'revoke' },
        `${who} may no more than the policy says, of the next one either`,
        stays,
      );
      if (stays) add({ ...base, action: 'grant' }, `${who} may use the next one, not pass it on`);
    }
  }
  const missing = wanted.filter(
    (want) =>
      ![want.schema, null].some((schema) =>
        list(want.creator, want.objects, schema).some(
          (one) =>
            one.grantee === want.grantee &&
            one.privilege === want.privilege &&
            isWanted(want.creator, want.objects, schema, one),
        ),
      ),
  );
  const groups = Map.groupBy(missing, (one) =>
    JSON.stringify([one.creator, one.objects, one.schema, one.grantee]),
  );
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    add(
      {
        do: 'default-privileges',
        action: 'grant',
        forRole: first.creator,
        inSchema: first.schema,
        objects: first.objects,
        privileges: [...new Set(group.map((one) => one.privilege))].sort(),
        grantee: first.grantee,
      },
      first.why,
    );
  }
  return steps;
}
