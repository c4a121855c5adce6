import type { Policy } from '../policy.ts';

type Entry<List> = NonNullable<List> extends readonly (infer One)[] ? One : never;
type Threats = NonNullable<Policy['threats']>;

/** What one entry of each list of the policy looks like. */
export interface SectionEntries {
  readonly boundaries: Entry<Policy['boundaries']>;
  readonly exposures: Entry<Policy['exposures']>;
  readonly 'threats.add': Entry<Threats['add']>;
  readonly 'threats.setAside': Entry<Threats['setAside']>;
  readonly roles: Entry<Policy['roles']>;
  readonly classification: Entry<Policy['classification']>;
  readonly settings: Entry<Policy['settings']>;
  readonly secrets: Entry<Policy['secrets']>;
  readonly retention: Entry<Policy['retention']>;
  readonly schemaOwned: Entry<Policy['schemaOwned']>;
  readonly exceptions: Entry<Policy['exceptions']>;
  readonly baselines: Entry<Policy['baselines']>;
}

export type ListSection = keyof SectionEntries;

/** What makes an entry the same entry, in each list. A part that is absent is part of the key too: a role without databases. */
export const identityOf = {
  boundaries: ['id'],
  exposures: ['cidr'],
  'threats.add': ['id'],
  'threats.setAside': ['id'],
  roles: ['role', 'databases'],
  classification: ['database', 'schema', 'table', 'column'],
  settings: ['parameter'],
  secrets: ['credential'],
  retention: ['database', 'schema', 'table', 'column'],
  schemaOwned: ['schema', 'databases'],
  exceptions: ['control', 'object'],
  baselines: ['control', 'objects'],
} as const satisfies { readonly [S in ListSection]: readonly (keyof SectionEntries[S])[] } & {
  // Does not compile while a list of the policy is missing here.
  readonly [S in KeysOf<readonly unknown[]>]: unknown;
};

export const listSections = Object.keys(identityOf) as readonly ListSection[];

export type EntryKey<S extends ListSection> = Pick<
  SectionEntries[S],
  Extract<(typeof identityOf)[S][number], keyof SectionEntries[S]>
>;

type KeysOf<Kind> = {
  [K in keyof Policy]-?: NonNullable<Policy[K]> extends Kind ? K : never;
}[keyof Policy];

/** Sections that are one map of keys: `system`, `tenancy`, `connections`, `audit`, `backup` and the like. */
export type ObjectSection = Exclude<KeysOf<object>, 'threats' | KeysOf<readonly unknown[]>>;
/** Sections that are one word. */
export type ScalarSection = Exclude<KeysOf<string>, 'version'>;

type Nullable<Value> = { readonly [K in keyof Value]?: Value[K] | null };

/**
 * One edit of a policy document, as plain data:
 *
 * - `add` an entry; refused where one of the same key stands already. `put` it: added, or the one of the same key replaced.
 * - `replace` the entry of a key, perhaps by one of another key (a rename), or `remove` it. Refused where it does not stand.
 *   With the last entry the section goes: what is left is unstated, not stated to be none.
 * - `set` a whole section, `null` takes it away; `merge` only the keys that are given, `null` takes a key away.
 */
export type PolicyEdit =
  | {
      [S in ListSection]:
        | { readonly do: 'add' | 'put'; readonly section: S; readonly entry: SectionEntries[S] }
        | {
            readonly do: 'replace';
            readonly section: S;
            readonly key: EntryKey<S>;
            readonly entry: SectionEntries[S];
          }
        | { readonly do: 'remove'; readonly section: S; readonly key: EntryKey<S> };
    }[ListSection]
  | {
      [S in ObjectSection]:
        | { readonly do: 'set'; readonly section: S; readonly value: NonNullable<Policy[S]> | null }
        | { readonly do: 'merge'; readonly section: S; readonly value: Nullable<NonNullable<Policy[S]>> };
    }[ObjectSection]
  | {
      [S in ScalarSection]: {
        readonly do: 'set';
        readonly section: S;
        readonly value: NonNullable<Policy[S]> | null;
      };
    }[ScalarSection];

/** The same edit before anybody has looked whether its values are allowed: a form's draft. Every `PolicyEdit` is one. */
export type DraftEdit =
  | { readonly do: 'add' | 'put'; readonly section: ListSection; readonly entry: object }
  | { readonly do: 'replace'; readonly section: ListSection; readonly key: object; readonly entry: object }
  | { readonly do: 'remove'; readonly section: ListSection; readonly key: object }
  | { readonly do: 'set'; readonly section: ObjectSection | ScalarSection; readonly value: unknown }
  | { readonly do: 'merge'; readonly section: ObjectSection; readonly value: object };
