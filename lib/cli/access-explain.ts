import { type AccessExplanation, explainAccess } from '../engine/analysis/access-explain.ts';
import { databaseAccess } from '../engine/analysis/effective-privileges.ts';
import { type Privilege, privilegeLetters } from '../engine/model/privilege.ts';
import { visibleText } from '../engine/model/visible-text.ts';
import { type AccessArguments, type AccessStreams, readForAccess, unreadable } from './access.ts';
import { NoSuchObject, objectArgument } from './access-object.ts';

export interface AccessExplainArguments extends AccessArguments {
  readonly role: string;
  /** As in GRANT, upper or lower case; `TEMP` is TEMPORARY. */
  readonly privilege: string;
  /** `KIND:NAME[.COLUMN]`. */
  readonly object: string;
  readonly format?: 'text' | 'json';
}

/** The privilege a word names, or `null`: known before anything is contacted. */
export function privilegeArgument(word: string): Privilege | null {
  const name = word.trim().replaceAll(/\s+/g, ' ').toUpperCase();
  if (name === 'TEMP') return 'TEMPORARY';
  return Object.hasOwn(privilegeLetters, name) ? (name as Privilege) : null;
}

function inText(given: AccessExplainArguments, explanation: AccessExplanation): string {
  const { role, privilege, how, grantable, paths } = explanation;
  const [who, what] = [visibleText(role, 200), visibleText(given.object, 300)];
  const option = grantable ? ', and may grant it' : '';
  const heading =
    how === 'inherited'
      ? `${who} has ${privilege} on ${what} now${option}:`
      : how === 'set-role'
        ? `${who} has no ${privilege} on ${what} now${option}, but can get it by SET ROLE:`
        : `${who} has no ${privilege} on ${what}, neither now nor by SET ROLE${option}.`;
  const lines = paths.map((path, at) => `  ${at + 1}. ${visibleText(path.words)}`);
  return `${[heading, ...lines].join('\n')}\n`;
}

/**
 * `postern access explain --database D --role R --privilege P --object KIND:NAME[.COLUMN]`: why, as paths.
 * Exit code 0 whether the privilege is held or not; 2 for arguments that name nothing; 3 as in `runAccess`.
 */
export async function runAccessExplain(
  given: AccessExplainArguments,
  streams: AccessStreams,
): Promise<0 | 2 | 3> {
  const privilege = privilegeArgument(given.privilege);
  const unusable = (why: string): 2 => {
    streams.stderr.write(`postern: ${why}\n`);
    return 2;
  };
  if (!privilege)
    return unusable(`--privilege "${visibleText(given.privilege, 60)}" is no privilege of PostgreSQL`);
  try {
    const facts = await readForAccess(given);
    const access = databaseAccess(facts);
    if (!access.graph.roles.has(given.role))
      return unusable(`there is no role "${visibleText(given.role, 200)}"`);
    const object = objectArgument(facts, access, given.object);
    const explanation = explainAccess(access, { role: given.role, privilege, object });
    streams.stdout.write(
      given.format === 'json' ? `${JSON.stringify(explanation)}\n` : inText(given, explanation),
    );
    return 0;
  } catch (error) {
    if (error instanceof NoSuchObject || error instanceof RangeError) return unusable(error.message);
    return unreadable(error, streams);
  }
}
