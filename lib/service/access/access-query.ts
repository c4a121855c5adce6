import { z } from 'zod';
import type { GrantableRef } from '../../engine/analysis/effective-privileges.ts';
import { type GrantableKind, grantableKinds } from '../../engine/model/object-ref.ts';
import { type Privilege, privilegeLetters } from '../../engine/model/privilege.ts';
import {
  choiceField,
  listField,
  nameField,
  pageField,
  type SearchParameters,
  textField,
} from '../snapshot/query-fields.ts';

export const privilegeNames: readonly Privilege[] = Object.keys(privilegeLetters).filter(
  (name): name is Privilege => name in privilegeLetters,
);

const objectFields = {
  database: nameField,
  /** The object asked about; none while `object` is empty. */
  object: choiceField(['', ...grantableKinds]),
  schema: nameField,
  name: nameField,
  signature: nameField,
  column: nameField,
  role: nameField,
};

/** The access explorer's address. */
const querySchema = z.object({
  ...objectFields,
  /** From a role to what it can do, or from an object to who can. */
  by: choiceField(['role', 'object']),
  kind: listField(grantableKinds),
  privilege: listField(privilegeNames),
  how: choiceField(['both', 'now', 'later']),
  /** Objects of the system's own schemas. */
  system: choiceField(['hide', 'show']),
  q: textField,
  page: pageField,
});

export type AccessQuery = z.infer<typeof querySchema>;

export const parseAccessQuery = (said: SearchParameters): AccessQuery => querySchema.parse(said);

const whySchema = z.object({
  ...objectFields,
  privilege: listField(privilegeNames).transform((given) => given[0] ?? null),
  /** What is taken out for the preview; see `listGrounds`. */
  without: nameField,
});

export type WhyQuery = z.infer<typeof whySchema>;

export const parseWhyQuery = (said: SearchParameters): WhyQuery => whySchema.parse(said);

/** The object an address names, or null where it names none. */
export function objectIn(query: {
  readonly object: GrantableKind | '';
  readonly database: string;
  readonly schema: string;
  readonly name: string;
  readonly signature: string;
  readonly column: string;
}): GrantableRef | null {
  if (query.object === '') return null;
  const routine = query.object === 'function' || query.object === 'procedure';
  return {
    kind: query.object,
    ...(query.object === 'database' ? {} : { database: query.database }),
    ...(query.schema === '' ? {} : { schema: query.schema }),
    name: query.name,
    ...(routine ? { signature: query.signature } : {}),
    ...(query.column === '' ? {} : { column: query.column }),
  };
}
