import type { ObjectRef } from '../../model/object-ref.ts';
import { objectText } from '../../model/object-text.ts';
import type { Grantee } from '../../model/privilege.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { Condition } from '../plan.ts';

/** One question: its words and the SQL expression that answers it. */
export const condition = (says: string, expression: string): Condition => ({
  says,
  sql: `SELECT ${expression} AS holds`,
});

const shown = (name: string) => visibleText(name, 200);

/** The object in a sentence, without the database the sentence is about anyway. */
export function objectSays(on: ObjectRef): string {
  const { database, ...rest } = on;
  return shown(objectText(on.kind === 'database' ? on : rest));
}

export const granteeSays = (grantee: Grantee): string => (grantee === null ? 'PUBLIC' : roleSays(grantee));

export const roleSays = (role: string): string => `role ${shown(role)}`;

export const nameSays = shown;

/** How the words of a condition begin that only says that there is something to do. */
export const notYet = 'not yet so: ';
