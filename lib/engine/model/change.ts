import type { ObjectRef } from './object-ref.ts';
import type { Grantee, Privilege } from './privilege.ts';

/** Role attributes as `ALTER ROLE` sets them. `connectionLimit` -1 is no limit; `validUntil` null is `infinity`. */
export interface RoleAttributes {
  readonly superuser?: boolean;
  readonly createRole?: boolean;
  readonly createDatabase?: boolean;
  readonly replication?: boolean;
  readonly bypassRls?: boolean;
  readonly inherit?: boolean;
  readonly login?: boolean;
  readonly connectionLimit?: number;
  readonly validUntil?: string | null;
}

/** Where a parameter is set: server-wide (`ALTER SYSTEM`), for a role, a database, or a role in a database. */
export interface SettingLevel {
  readonly role?: string;
  readonly database?: string;
}

/** Object classes of `ALTER DEFAULT PRIVILEGES`. */
export type DefaultPrivilegeObjects =
  | 'TABLES'
  | 'SEQUENCES'
  | 'FUNCTIONS'
  | 'TYPES'
  | 'SCHEMAS'
  | 'LARGE OBJECTS';

/** One edit of `pg_hba.conf`: the rule at `line` of `file` becomes `after` (canonical rule text), or goes (`null`). */
export interface HbaEdit {
  readonly file: string | null;
  readonly line: number;
  readonly before: string;
  readonly after: string | null;
}

/**
 * What would mend a finding, as data. Rendering to SQL happens late and in one place (`remediation/render`);
 * the inverse is computed from the inventory the finding was judged on, never written by hand.
 */
export type Change =
  | {
      readonly do: 'revoke';
      readonly privileges: readonly Privilege[];
      readonly on: ObjectRef;
      readonly from: Grantee;
      /** The role that granted it: a REVOKE by anybody else changes nothing, without a warning. */
      readonly grantor: string;
      readonly grantOptionOnly?: boolean;
      readonly cascade?: boolean;
    }
  | {
      readonly do: 'grant';
      readonly privileges: readonly Privilege[];
      readonly on: ObjectRef;
      readonly to: Grantee;
      readonly grantor: string;
      readonly withGrantOption?: boolean;
    }
  | {
      readonly do: 'revoke-membership';
      readonly role: string;
      readonly member: string;
      /** Per-grant since 16; `null` before, where the grantor does not matter. */
      readonly grantor: string | null;
      /** Take away only this option and keep the membership. */
      readonly option?: 'ADMIN' | 'INHERIT' | 'SET';
    }
  | { readonly do: 'alter-role'; readonly role: string; readonly attributes: RoleAttributes }
  | {
      readonly do: 'set-parameter';
      readonly parameter: string;
      /** The new value, `null` to reset. */
      readonly value: string | null;
      readonly at: SettingLevel;
    }
  | {
      readonly do: 'row-security';
      readonly on: ObjectRef;
      readonly enable?: boolean;
      readonly force?: boolean;
    }
  | {
      readonly do: 'create-policy';
      readonly on: ObjectRef;
      readonly policy: string;
      readonly permissive: boolean;
      readonly command: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
      readonly roles: readonly Grantee[];
      /** SQL expression text, already parsed by PostgreSQL's parser. */
      readonly using: string | null;
      readonly withCheck: string | null;
    }
  | { readonly do: 'drop-policy'; readonly on: ObjectRef; readonly policy: string }
  | {
      readonly do: 'set-view-option';
      readonly on: ObjectRef;
      readonly option: 'security_invoker' | 'security_barrier';
      readonly value: boolean | null;
    }
  | { readonly do: 'routine-search-path'; readonly on: ObjectRef; readonly schemas: readonly string[] | null }
  | { readonly do: 'routine-security'; readonly on: ObjectRef; readonly definer: boolean }
  | { readonly do: 'routine-leakproof'; readonly on: ObjectRef; readonly leakproof: boolean }
  | { readonly do: 'alter-owner'; readonly on: ObjectRef; readonly to: string }
  | {
      readonly do: 'default-privileges';
      readonly action: 'grant' | 'revoke';
      readonly forRole: string;
      /** `null` for the global entry: only that one can take away a built-in default. */
      readonly inSchema: string | null;
      readonly objects: DefaultPrivilegeObjects;
      readonly privileges: readonly Privilege[];
      readonly grantee: Grantee;
      readonly withGrantOption?: boolean;
    }
  | {
      readonly do: 'update-extension';
      readonly extension: string;
      readonly database: string;
      readonly to: string;
    }
  | { readonly do: 'edit-hba'; readonly edits: readonly HbaEdit[] };

/** What a finding offers: changes Postern can script, or what a person must do and why it cannot be scripted. */
export type Remedy = { readonly changes: readonly Change[] } | { readonly manual: string };
