import type { AclText } from '../../inventory/acl-text.ts';
import type { GrantableKind, ObjectRef } from '../../model/object-ref.ts';
import type { InventoryDraft } from './inventory-draft.ts';
import type { SectionDraft } from './section-draft.ts';
import { Unpredictable } from './unpredictable.ts';

/** An object whose access control list can be rewritten in a draft. */
export interface AclHolder {
  readonly kind: GrantableKind;
  readonly owner: string;
  readonly acl: AclText;
  set(change: { readonly acl?: AclText; readonly owner?: string }): void;
}

interface OwnedRow {
  readonly owner: string;
  readonly acl: AclText;
}

function holder<Row extends OwnedRow>(
  kind: GrantableKind,
  section: SectionDraft<Row>,
  wanted: (row: Row) => boolean,
): AclHolder {
  const row = section.find(wanted);
  if (!row) throw new Unpredictable(`the ${kind} it is about is not in the snapshot`);
  let now = row;
  return {
    kind,
    owner: row.owner,
    acl: row.acl,
    set: (change) => {
      const next = { ...now, ...change };
      section.replace(now, next);
      now = next;
    },
  };
}

const isSystem = (schema: string | undefined) => schema === 'pg_catalog' || schema === 'information_schema';

/** A system relation's list is also told apart from the one it came with (`pg_init_privs`). */
function noteCatalogAcl(draft: InventoryDraft, on: ObjectRef, owner: string, was: AclText, acl: AclText) {
  const section = draft.database(on.database, 'catalog-acls');
  if (!section.wasRead) return;
  const [schema, name] = [on.schema ?? '', on.name ?? ''];
  const known = section.find((row) => row.schema === schema && row.name === name);
  const initialAcl = known ? known.initialAcl : was;
  section.remove((row) => row === known);
  if (JSON.stringify(acl) !== JSON.stringify(initialAcl))
    section.insert({ schema, name, owner, acl, initialAcl });
}

function relation(draft: InventoryDraft, on: ObjectRef, kind: GrantableKind): AclHolder {
  const section = draft.database(on.database, 'relations');
  const found = holder(kind, section, (row) => row.schema === on.schema && row.name === on.name);
  if (!isSystem(on.schema)) return found;
  return {
    ...found,
    set: (change) => {
      if (change.owner !== undefined)
        throw new Unpredictable('what becomes of a system relation with another owner is not known');
      found.set(change);
      if (change.acl !== undefined) noteCatalogAcl(draft, on, found.owner, found.acl, change.acl);
    },
  };
}

/** Types whose list others show as theirs (`sections/types.ts`). */
function type(draft: InventoryDraft, on: ObjectRef): AclHolder {
  const section = draft.database(on.database, 'types');
  const wanted = (row: { readonly schema: string; readonly name: string }) =>
    row.schema === on.schema && row.name === on.name;
  const kind = section.find(wanted)?.kind;
  const shared = draft.major >= 17 && (kind === 'range' || kind === 'multirange');
  const vector = on.schema === 'pg_catalog' && ['int2', 'oid'].includes(on.name ?? '');
  if (shared || vector)
    throw new Unpredictable('the snapshot does not say which other types share the privileges of this one');
  return holder('type', section, wanted);
}

function parameter(draft: InventoryDraft, on: ObjectRef): AclHolder {
  const section = draft.cluster('parameter-acls');
  const name = (on.name ?? '').toLowerCase();
  const same = (row: { readonly name: string }) => row.name.toLowerCase() === name;
  const row = section.find(same);
  return {
    kind: 'parameter',
    // Parameters belong to the bootstrap superuser (PostgreSQL documentation 53.37).
    owner: draft.before.server.bootstrapRole,
    acl: row?.acl ?? null,
    set: ({ acl }) => {
      section.remove(same);
      if (acl !== undefined && acl !== null) section.insert({ name: row?.name ?? on.name ?? '', acl });
    },
  };
}

/** The object a GRANT or REVOKE is about; for a column its relation. Throws `Unpredictable` where it is not known. */
export function aclHolder(draft: InventoryDraft, on: ObjectRef): AclHolder {
  const named = (row: { readonly name: string }) => row.name === on.name;
  switch (on.kind) {
    case 'table':
    case 'view':
    case 'materialized-view':
    case 'foreign-table':
    case 'partitioned-table':
    case 'sequence':
      return relation(draft, on, on.kind);
    case 'column':
      return relation(draft, on, 'table');
    case 'function':
    case 'procedure':
      return holder(
        on.kind,
        draft.database(on.database, 'routines'),
        (row) => row.schema === on.schema && row.name === on.name && row.signature === on.signature,
      );
    case 'type':
      return type(draft, on);
    case 'database':
      return holder('database', draft.cluster('databases'), (row) => row.name === (on.name ?? on.database));
    case 'tablespace':
      return holder('tablespace', draft.cluster('tablespaces'), named);
    case 'parameter':
      return parameter(draft, on);
    case 'schema':
      return holder('schema', draft.database(on.database, 'schemas'), named);
    case 'language': {
      const section = draft.database(on.database, 'languages');
      if (section.find(named)?.trusted === false)
        throw new Unpredictable('the server grants and revokes nothing on a language that is not trusted');
      return holder('language', section, named);
    }
    case 'foreign-data-wrapper':
      return holder('foreign-data-wrapper', draft.database(on.database, 'foreign-data-wrappers'), named);
    case 'foreign-server':
      return holder('foreign-server', draft.database(on.database, 'foreign-servers'), named);
    case 'large-object':
      return holder(
        'large-object',
        draft.database(on.database, 'large-objects'),
        (row) => String(row.oid) === on.name,
      );
    default:
      throw new Unpredictable(`a ${on.kind} has no privileges`);
  }
}
