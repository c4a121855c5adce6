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

/** A column of a table that Postern makes. `type` and `defaultTo` are SQL text of Postern's own, never of a catalog. */
export interface NewColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly defaultTo: string | null;
}

/** What an object that Postern makes is: a schema, an audit table, a masking view, a routine, or a trigger that calls one. */
export type ObjectDefinition =
  | { readonly make: 'schema' }
  | { readonly make: 'table'; readonly columns: readonly NewColumn[] }
  | {
      readonly make: 'view';
      /** In order; `expression` null shows the column of `from` as it is, else what stands in its place (`NULL::text`). */
      readonly columns: readonly { readonly name: string; readonly expression: string | null }[];
      readonly from: ObjectRef;
      readonly securityBarrier: boolean;
      /** 15 and later. */
      readonly securityInvoker: boolean;
    }
  | {
      readonly make: 'function';
      /** Names and types as they stand between the parentheses; `on.signature` has the types alone. */
      readonly parameters: readonly { readonly name: string; readonly type: string }[];
      readonly returns: string;
      readonly language: 'sql' | 'plpgsql';
      readonly securityDefiner: boolean;
      /** `SET search_path` of the routine; null for none. */
      readonly searchPath: readonly string[] | null;
      readonly body: string;
    }
  | {
      readonly make: 'trigger';
      /** AFTER, for each row. There is no SELECT among them: PostgreSQL has no such trigger. */
      readonly events: readonly ('INSERT' | 'UPDATE' | 'DELETE')[];
      /** The trigger function; it finds the arguments in TG_ARGV. */
      readonly calls: {
        readonly schema: string;
        readonly name: string;
        readonly arguments: readonly string[];
      };
    };

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
  | {
      readonly do: 'grant-membership';
      readonly role: string;
      readonly member: string;
      /** `null`: whoever runs it. Before 16 the options are ADMIN alone. */
      readonly grantor: string | null;
      readonly adminOption: boolean;
      readonly inheritOption: boolean;
      readonly setOption: boolean;
    }
  /** Never with a password: `set-password` gives it one. A role of that name refuses it. */
  | { readonly do: 'create-role'; readonly role: string; readonly attributes: RoleAttributes }
  | { readonly do: 'drop-role'; readonly role: string }
  | { readonly do: 'alter-role'; readonly role: string; readonly attributes: RoleAttributes }
  /**
   * A new password, as what the server stores for it: a SCRAM verifier computed by whoever knows the password
   * (`connect/scram-verifier`). The password itself stands in no change, statement, table or log.
   */
  | { readonly do: 'set-password'; readonly role: string; readonly verifier: string }
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
      readonly do: 'create-object';
      /** A schema, table, view, function or trigger that is not there yet; a trigger names its table in `relation`. */
      readonly on: ObjectRef;
      /** Whose it is to be; null: whoever runs it (a trigger has no owner of its own). */
      readonly owner: string | null;
      readonly definition: ObjectDefinition;
      /** Written on it, so that a later scan knows what it is. */
      readonly comment: string | null;
    }
  | { readonly do: 'drop-object'; readonly on: ObjectRef }
  | {
      readonly do: 'update-extension';
      readonly extension: string;
      readonly database: string;
      readonly to: string;
    }
  | { readonly do: 'edit-hba'; readonly edits: readonly HbaEdit[] };

/** What mends a finding once somebody gives a new password for the role: its verifier, and these changes after it. */
export interface NewPassword {
  readonly role: string;
  readonly along: readonly Change[];
}

/**
 * What a finding offers: changes Postern can script, or what a person must do and why it cannot be scripted. With
 * `newPassword` there is another way, which only whoever gives that password can go (`remediation/new-password`).
 */
export type Remedy = ({ readonly changes: readonly Change[] } | { readonly manual: string }) & {
  readonly newPassword?: NewPassword;
};
