import type { Policy, PolicyBaseline } from '../policy.ts';
import type { PathSegment } from '../policy-problem.ts';

/** The organisation's default, and over it what one database says for itself. */
export type PolicyLayer = 'organisation' | 'database';

/** Where something of a layered policy was said. */
export interface Origin {
  readonly layer: PolicyLayer;
  readonly path: readonly PathSegment[];
}

export interface LayeredPolicy {
  readonly policy: Policy;
  /** The layer that said what stands at a path of the layered policy, and where it stands there. */
  originOf(path: readonly PathSegment[]): Origin;
}

interface Layered<Entry> {
  readonly entry: Entry;
  readonly origin: Origin;
}

interface Lists {
  readonly organisation: Policy;
  readonly database: Policy;
  readonly origins: Map<string, Origin>;
}

const text = (path: readonly PathSegment[]) => JSON.stringify(path);

function numbered<Entry>(
  entries: readonly Entry[] | undefined,
  layer: PolicyLayer,
  path: readonly string[],
): readonly Layered<Entry>[] {
  return (entries ?? []).map((entry, index) => ({ entry, origin: { layer, path: [...path, index] } }));
}

/** Both lists: the organisation's entries, without those of a key the database speaks of itself, then the database's. */
function union<Entry>(
  { origins }: Lists,
  path: readonly string[],
  organisation: readonly Entry[] | undefined,
  database: readonly Entry[] | undefined,
  key: (entry: Entry) => string,
): Entry[] | undefined {
  if (organisation === undefined && database === undefined) return undefined;
  const own = new Set((database ?? []).map(key));
  origins.set(text(path), { layer: database === undefined ? 'organisation' : 'database', path });
  const all = [
    ...numbered(organisation, 'organisation', path).filter(({ entry }) => !own.has(key(entry))),
    ...numbered(database, 'database', path),
  ];
  all.forEach(({ origin }, index) => {
    origins.set(text([...path, index]), origin);
  });
  return all.map(({ entry }) => entry);
}

/** The organisation's baselines without the rows that the database approves, or words differently, itself. */
function organisationBaselines({
  organisation,
  database,
}: Lists): readonly (PolicyBaseline | null)[] | undefined {
  const own = new Set(
    (database.baselines ?? []).flatMap(({ control, objects }) =>
      objects.map((object) => text([control, object])),
    ),
  );
  return organisation.baselines?.map((baseline) => {
    const objects = baseline.objects.filter((object) => !own.has(text([baseline.control, object])));
    if (objects.length === baseline.objects.length) return baseline;
    const evidence = Object.entries(baseline.evidence ?? {}).filter(([object]) => objects.includes(object));
    const { evidence: _, ...rest } = baseline;
    const held = evidence.length === 0 ? {} : { evidence: Object.fromEntries(evidence) };
    return objects.length === 0 ? null : { ...rest, ...held, objects };
  });
}

function baselines(lists: Lists): PolicyBaseline[] | undefined {
  const { organisation, database, origins } = lists;
  if (organisation.baselines === undefined && database.baselines === undefined) return undefined;
  const layer = database.baselines === undefined ? 'organisation' : 'database';
  origins.set(text(['baselines']), { layer, path: ['baselines'] });
  const above = numbered(organisationBaselines(lists), 'organisation', ['baselines']);
  const all = [...above, ...numbered(database.baselines, 'database', ['baselines'])].flatMap(
    ({ entry, origin }) => (entry === null ? [] : [{ entry, origin }]),
  );
  all.forEach(({ origin }, index) => {
    origins.set(text(['baselines', index]), origin);
  });
  return all.map(({ entry }) => entry);
}

/** One map: each key from the database where it has it, else from the organisation. */
function merged<Value extends object>(
  { origins }: Lists,
  section: string,
  organisation: Value | undefined,
  database: Value | undefined,
): Value | undefined {
  for (const key of Object.keys(organisation ?? {}))
    origins.set(text([section, key]), { layer: 'organisation', path: [section, key] });
  for (const key of Object.keys(database ?? {}))
    origins.set(text([section, key]), { layer: 'database', path: [section, key] });
  if (organisation !== undefined && database === undefined)
    origins.set(text([section]), { layer: 'organisation', path: [section] });
  if (organisation === undefined || database === undefined) return database ?? organisation;
  return { ...organisation, ...database };
}

function threats(lists: Lists): Policy['threats'] {
  const { organisation, database } = lists;
  if (organisation.threats === undefined && database.threats === undefined) return undefined;
  const add = union(
    lists,
    ['threats', 'add'],
    organisation.threats?.add,
    database.threats?.add,
    (one) => one.id,
  );
  const setAside = union(
    lists,
    ['threats', 'setAside'],
    organisation.threats?.setAside,
    database.threats?.setAside,
    (one) => one.id,
  );
  return { ...(add ? { add } : {}), ...(setAside ? { setAside } : {}) };
}

const columnKey = (entry: { database: string; schema: string; table: string; column: string }) =>
  text([entry.database, entry.schema, entry.table, entry.column]);

function stated<Value extends object>(value: Value): Value {
  for (const key of Object.keys(value) as (keyof Value)[]) if (value[key] === undefined) delete value[key];
  return value;
}

/**
 * Lays a database's policy over the organisation's default:
 *
 * - Sections of one map (`system`, `tenancy`, `connections` …): key by key; where both say a key, the database's counts.
 * - One word (`publicExposure`): the database's, else the organisation's.
 * - Lists: both, and where both have an entry of the same key the database's counts. The key is `id` in `boundaries` and
 *   `threats`, `cidr` in `exposures`, the role's name in `roles` (what a database says of a role replaces all the organisation
 *   says of it), the column in `classification` and `retention`, `parameter` in `settings`, `credential` in `secrets`, the schema
 *   in `schemaOwned`, control and object in `exceptions`, control and row in `baselines`.
 *
 * Nothing is taken away by leaving it out. What the two say together may contradict itself: see `loadLayers`.
 */
export function layerPolicies(organisation: Policy, database: Policy): LayeredPolicy {
  const origins = new Map<string, Origin>();
  const lists: Lists = { organisation, database, origins };
  if (database.publicExposure === undefined && organisation.publicExposure !== undefined)
    origins.set(text(['publicExposure']), { layer: 'organisation', path: ['publicExposure'] });
  const policy: Policy = stated({
    version: 1,
    system: merged(lists, 'system', organisation.system, database.system),
    boundaries: union(lists, ['boundaries'], organisation.boundaries, database.boundaries, (one) => one.id),
    publicExposure: database.publicExposure ?? organisation.publicExposure,
    exposures: union(lists, ['exposures'], organisation.exposures, database.exposures, (one) => one.cidr),
    threats: threats(lists),
    roles: union(lists, ['roles'], organisation.roles, database.roles, (one) => one.role),
    classification: union(
      lists,
      ['classification'],
      organisation.classification,
      database.classification,
      columnKey,
    ),
    tenancy: merged(lists, 'tenancy', organisation.tenancy, database.tenancy),
    connections: merged(lists, 'connections', organisation.connections, database.connections),
    software: merged(lists, 'software', organisation.software, database.software),
    settings: union(lists, ['settings'], organisation.settings, database.settings, (one) => one.parameter),
    audit: merged(lists, 'audit', organisation.audit, database.audit),
    secrets: union(lists, ['secrets'], organisation.secrets, database.secrets, (one) => one.credential),
    backup: merged(lists, 'backup', organisation.backup, database.backup),
    storage: merged(lists, 'storage', organisation.storage, database.storage),
    retention: union(lists, ['retention'], organisation.retention, database.retention, columnKey),
    schemaOwned: union(
      lists,
      ['schemaOwned'],
      organisation.schemaOwned,
      database.schemaOwned,
      (one) => one.schema,
    ),
    exceptions: union(lists, ['exceptions'], organisation.exceptions, database.exceptions, (one) =>
      text([one.control, one.object ?? '']),
    ),
    baselines: baselines(lists),
  } satisfies { readonly [K in keyof Required<Policy>]: Policy[K] | undefined });
  return {
    policy,
    originOf: (path) => {
      for (let length = path.length; length > 0; length -= 1) {
        const origin = origins.get(text(path.slice(0, length)));
        if (origin) return { layer: origin.layer, path: [...origin.path, ...path.slice(length)] };
      }
      return { layer: 'database', path };
    },
  };
}
