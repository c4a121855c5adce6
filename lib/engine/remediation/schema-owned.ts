import type { Change } from '../model/change.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import { classCovers } from '../policy/object-class.ts';
import type { Policy, SchemaOwned } from '../policy/policy.ts';

/**
 * What of an object a change is about: how it is made (what a migration would have to say), who may use it, or nothing that a
 * schema's owner has a say in: roles, settings and files of the server.
 */
const concerns: Readonly<Record<Change['do'], 'definition' | 'grants' | 'server'>> = {
  'row-security': 'definition',
  'create-policy': 'definition',
  'drop-policy': 'definition',
  'set-view-option': 'definition',
  'routine-search-path': 'definition',
  'routine-security': 'definition',
  'routine-leakproof': 'definition',
  'alter-owner': 'definition',
  'create-object': 'definition',
  'drop-object': 'definition',
  revoke: 'grants',
  grant: 'grants',
  'default-privileges': 'grants',
  'revoke-membership': 'server',
  'grant-membership': 'server',
  'create-role': 'server',
  'drop-role': 'server',
  'alter-role': 'server',
  'set-password': 'server',
  'set-parameter': 'server',
  'update-extension': 'server',
  'edit-hba': 'server',
};

/** Default privileges are about objects to come: `TABLES` as a class of the policy. */
const defaultKinds: Readonly<Record<string, ObjectRef['kind']>> = {
  TABLES: 'table',
  SEQUENCES: 'sequence',
  FUNCTIONS: 'function',
  TYPES: 'type',
  SCHEMAS: 'schema',
  'LARGE OBJECTS': 'large-object',
};

interface Place {
  readonly kind: ObjectRef['kind'];
  readonly schema: string | undefined;
  readonly database: string | undefined;
}

function placeOf(change: Change, database: string | null): Place | null {
  const here = database ?? undefined;
  if (change.do === 'default-privileges')
    return {
      kind: defaultKinds[change.objects] ?? 'table',
      schema: change.inSchema ?? undefined,
      database: here,
    };
  if (!('on' in change)) return null;
  const { kind, name, schema, database: own } = change.on;
  return { kind, schema: kind === 'schema' ? name : schema, database: own ?? here };
}

function speaksOf(entry: SchemaOwned, place: Place): boolean {
  const { schema, databases, objects } = entry;
  if (schema !== place.schema) return false;
  // A database that is not known may be one of them: then it is handed off rather than applied.
  if (databases !== undefined && place.database !== undefined && !databases.includes(place.database))
    return false;
  return objects === undefined || objects.some((one) => classCovers(one, place.kind));
}

/**
 * Whether an application's migrations own what a change touches, so that it is handed off and never applied. Which objects
 * those are is policy (`schemaOwned`); a policy that does not say leaves every change to how an object is made to them.
 * `database` is where the change runs, for changes that do not name it.
 */
export function isSchemaOwned(change: Change, policy: Policy, database: string | null): boolean {
  const concern = concerns[change.do];
  if (concern === 'server') return false;
  if (policy.schemaOwned === undefined) return concern === 'definition';
  const place = placeOf(change, database);
  if (place === null) return false;
  return policy.schemaOwned.some(
    (entry) => (concern === 'definition' || entry.grants === true) && speaksOf(entry, place),
  );
}
