import { type AccessExplanation, explainAccess } from '../engine/analysis/access-explain.ts';
import { databaseAccess } from '../engine/analysis/effective-privileges.ts';
import { type Privilege, privilegeLetters } from '../engine/model/privilege.ts';
import { visibleText } from '../engine/model/visible-text.ts';
import { findObject, objectArgument } from './access-object.ts';
import { accessConnection, accessHelp, accessOptions, orUnread, readForAccess } from './access-read.ts';
import { type Arguments, oneOf, readArguments } from './arguments.ts';
import { unusable } from './command-failure.ts';
import type { Command } from './context.ts';
import { writeResult } from './output.ts';

/** As in GRANT, upper or lower case; `TEMP` is TEMPORARY. */
function privilegeArgument(word: string): Privilege {
  const name = word.trim().replaceAll(/\s+/g, ' ').toUpperCase();
  if (name === 'TEMP') return 'TEMPORARY';
  const known = Object.keys(privilegeLetters).find((one): one is Privilege => one === name);
  if (!known) throw unusable(`--privilege "${word}" is no privilege of PostgreSQL`);
  return known;
}

function required(given: Arguments, flag: string): string {
  const text = given.text(flag);
  if (text === undefined) throw unusable(`--${flag} is missing`);
  return text;
}

function inText(object: string, explanation: AccessExplanation): string {
  const { role, privilege, how, grantable, paths } = explanation;
  const [who, what] = [visibleText(role, 200), visibleText(object, 300)];
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

/** `postern access explain`: code 0 whether the privilege is held or not. */
export const command: Command = {
  help: `postern access explain --database D --role R --privilege P --object KIND:NAME[.COLUMN] [--format text|json]

Why a role has a privilege, every way, shortest first; or that it has not.
Names are taken as the catalog has them; quote parts that hold dots: table:"my.schema".orders.total

${accessHelp}
  --output FILE        written whole or not at all`,

  async run(context, argv) {
    const given = readArguments(argv, {
      ...accessOptions,
      role: { type: 'string' },
      privilege: { type: 'string' },
      object: { type: 'string' },
      output: { type: 'string' },
    });
    const format = oneOf('format', given.text('format') ?? 'text', ['text', 'json']);
    const role = required(given, 'role');
    const privilege = privilegeArgument(required(given, 'privilege'));
    const named = required(given, 'object');
    const asked = objectArgument(named);
    const connection = accessConnection(given, context);
    await writeResult(given.text('output'), context, () =>
      orUnread(async () => {
        const facts = await readForAccess(connection, context, 'all');
        const access = databaseAccess(facts);
        if (!access.graph.roles.has(role)) throw unusable(`there is no role "${role}"`);
        const object = findObject(facts, access, asked);
        if (!access.privilegesOf(object.kind).includes(privilege)) {
          throw unusable(`there is no ${privilege} on a ${object.kind}`);
        }
        const explanation = explainAccess(access, { role, privilege, object });
        return { text: format === 'json' ? `${JSON.stringify(explanation)}\n` : inText(named, explanation) };
      }),
    );
    for (const warning of connection.warnings)
      await context.stderr.write(`postern: warning: ${visibleText(warning, 600)}\n`);
    return 0;
  },
};
