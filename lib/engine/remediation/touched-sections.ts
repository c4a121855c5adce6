import type { SectionName } from '../inventory/section-name.ts';
import type { Change } from '../model/change.ts';
import type { ObjectKind, ObjectRef } from '../model/object-ref.ts';

const sectionsOfKind: { readonly [Kind in ObjectKind]?: readonly SectionName[] } = {
  database: ['databases'],
  tablespace: ['tablespaces'],
  parameter: ['parameter-acls'],
  schema: ['schemas'],
  table: ['relations', 'columns'],
  view: ['relations', 'columns'],
  'materialized-view': ['relations', 'columns'],
  'foreign-table': ['relations', 'columns'],
  'partitioned-table': ['relations', 'columns'],
  column: ['relations', 'columns'],
  sequence: ['relations'],
  function: ['routines'],
  procedure: ['routines'],
  type: ['types'],
  language: ['languages'],
  'foreign-data-wrapper': ['foreign-data-wrappers'],
  'foreign-server': ['foreign-servers'],
  'large-object': ['large-objects'],
  'event-trigger': ['event-triggers'],
  publication: ['publications'],
  subscription: ['subscriptions'],
};

/** The section that has owner and access control list of objects of this kind first, and what belongs to it after. */
export function sectionsOfObject(kind: ObjectKind): readonly SectionName[] {
  return sectionsOfKind[kind] ?? [];
}

/** What the server came with shows a second time, beside what installation granted on it (catalog-acls.ts). */
function sectionsOfRef({ kind, schema }: ObjectRef): readonly SectionName[] {
  const system = schema === 'pg_catalog' || schema === 'information_schema';
  const sections = sectionsOfObject(kind);
  return system && sections.includes('relations') ? [...sections, 'catalog-acls'] : sections;
}

function sectionsOf(change: Change): readonly SectionName[] {
  switch (change.do) {
    case 'revoke':
    case 'grant':
    case 'alter-owner':
      return sectionsOfRef(change.on);
    case 'revoke-membership':
    case 'grant-membership':
      return ['memberships'];
    case 'create-role':
    case 'drop-role':
      return ['roles', 'memberships'];
    case 'create-object':
    case 'drop-object':
      // A view's and a table's columns; a trigger stands on a table that stays.
      return change.on.kind === 'trigger' ? ['triggers'] : sectionsOfObject(change.on.kind);
    case 'alter-role':
      // ≤15 a membership inherits as its member does: both sections show it.
      return change.attributes.inherit === undefined ? ['roles'] : ['roles', 'memberships'];
    case 'set-password':
      return ['roles', 'password-kinds'];
    case 'set-parameter':
      return change.at.role === undefined && change.at.database === undefined
        ? ['settings', 'protected-settings']
        : ['role-settings'];
    case 'row-security':
    case 'create-policy':
    case 'drop-policy':
      return ['relations', 'policies'];
    case 'set-view-option':
      return ['relations'];
    case 'routine-search-path':
    case 'routine-security':
    case 'routine-leakproof':
      return ['routines'];
    case 'default-privileges':
      return ['default-acls'];
    case 'update-extension':
      return ['extensions'];
    case 'edit-hba':
      return ['hba-rules'];
  }
}

/** The sections that show the state before and after these changes: what to read again, sorted, each once. */
export function touchedSections(changes: readonly Change[]): readonly SectionName[] {
  return [...new Set(changes.flatMap(sectionsOf))].sort();
}
