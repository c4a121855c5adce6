import { canonicalJson } from '../model/canonical-json.ts';
import type { Change } from '../model/change.ts';
import type { ObjectRef } from '../model/object-ref.ts';

/** One smallest thing a change sets, and to what. Two changes that set the same thing differently cannot both be made. */
export interface ChangeCell {
  readonly what: string;
  readonly to: string;
}

const key = (...parts: readonly unknown[]) => canonicalJson(parts);

const relations = ['table', 'view', 'materialized-view', 'foreign-table', 'partitioned-table', 'column'];

/** The object, whatever kind of relation a control took it for. */
export const objectKey = ({ kind, database, schema, name, signature, relation, column }: ObjectRef): string =>
  key(
    relations.includes(kind) ? 'relation' : kind,
    database ?? null,
    schema ?? null,
    name ?? null,
    signature ?? null,
    relation ?? null,
    column ?? null,
  );

const cell = (to: unknown, ...what: readonly unknown[]): ChangeCell => ({
  what: key(...what),
  to: canonicalJson(to ?? null),
});

/** Every smallest thing this change sets. */
export function cellsOf(change: Change): readonly ChangeCell[] {
  switch (change.do) {
    case 'revoke':
      return change.privileges.map((privilege) =>
        cell(
          change.grantOptionOnly ? 'no grant option' : 'no',
          'acl',
          objectKey(change.on),
          change.from,
          change.grantor,
          privilege,
        ),
      );
    case 'grant':
      return change.privileges.map((privilege) =>
        cell(
          change.withGrantOption ? 'grant option' : 'yes',
          'acl',
          objectKey(change.on),
          change.to,
          change.grantor,
          privilege,
        ),
      );
    case 'revoke-membership':
      return [cell('no', 'member', change.role, change.member, change.grantor, change.option ?? null)];
    case 'grant-membership': {
      const { adminOption, inheritOption, setOption } = change;
      const options = { adminOption, inheritOption, setOption };
      return [cell(options, 'member', change.role, change.member, change.grantor, null)];
    }
    case 'create-role':
      return [cell(change.attributes, 'role', change.role)];
    case 'drop-role':
      return [cell('gone', 'role', change.role)];
    case 'alter-role':
      return Object.entries(change.attributes).map(([name, value]) =>
        cell(value, 'attribute', change.role, name),
      );
    case 'set-password':
      return [cell(change.verifier, 'password', change.role)];
    case 'set-parameter':
      return [
        cell(
          change.value,
          'parameter',
          change.parameter.toLowerCase(),
          change.at.role ?? null,
          change.at.database ?? null,
        ),
      ];
    case 'row-security':
      return (['enable', 'force'] as const).flatMap((which) =>
        change[which] === undefined ? [] : [cell(change[which], 'row-security', objectKey(change.on), which)],
      );
    case 'create-policy': {
      const { do: _, on, policy, ...definition } = change;
      return [cell(definition, 'policy', objectKey(on), policy)];
    }
    case 'drop-policy':
      return [cell('gone', 'policy', objectKey(change.on), change.policy)];
    case 'set-view-option':
      return [cell(change.value, 'view', objectKey(change.on), change.option)];
    case 'routine-search-path':
      return [cell(change.schemas, 'search_path', objectKey(change.on))];
    case 'routine-security':
      return [cell(change.definer, 'definer', objectKey(change.on))];
    case 'routine-leakproof':
      return [cell(change.leakproof, 'leakproof', objectKey(change.on))];
    case 'alter-owner':
      return [cell(change.to, 'owner', objectKey(change.on))];
    case 'default-privileges': {
      const { forRole, inSchema, objects, grantee, withGrantOption } = change;
      const to = change.action === 'revoke' ? 'no' : withGrantOption ? 'grant option' : 'yes';
      return change.privileges.map((privilege) =>
        cell(to, 'default', forRole, inSchema, objects, grantee, privilege),
      );
    }
    case 'create-object':
      return [cell(change.definition, 'object', objectKey(change.on))];
    case 'drop-object':
      return [cell('gone', 'object', objectKey(change.on))];
    case 'update-extension':
      return [cell(change.to, 'extension', change.database, change.extension)];
    case 'edit-hba':
      return change.edits.map((edit) => cell(edit.after, 'hba', edit.file, edit.line, edit.before));
  }
}

/** The part of a change that `keep` wants, by its cells in order; null where nothing is left. */
export function partOf(change: Change, keep: (cell: ChangeCell) => boolean): Change | null {
  const kept = cellsOf(change).map(keep);
  if (!kept.includes(true)) return null;
  if (!kept.includes(false)) return change;
  switch (change.do) {
    case 'revoke':
    case 'grant':
    case 'default-privileges':
      return { ...change, privileges: change.privileges.filter((_, at) => kept[at]) };
    case 'alter-role':
      return {
        ...change,
        attributes: Object.fromEntries(Object.entries(change.attributes).filter((_, at) => kept[at])),
      };
    case 'row-security': {
      const { do: verb, on, enable, force } = change;
      const first = enable !== undefined && kept[0] === true;
      return first ? { do: verb, on, enable } : { do: verb, on, ...(force === undefined ? {} : { force }) };
    }
    case 'edit-hba':
      return { ...change, edits: change.edits.filter((_, at) => kept[at]) };
    default:
      return change;
  }
}
