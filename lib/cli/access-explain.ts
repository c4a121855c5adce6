import { type AccessExplanation, explainAccess } from '../engine/analysis/access-explain.ts';
import { databaseAccess } from '../engine/analysis/effective-privileges.ts';
import { type EscalatedPath, escalatedPaths } from '../engine/analysis/escalated-access.ts';
import { escalationGaps } from '../engine/analysis/escalation.ts';
import type { ClusterFacts } from '../engine/analysis/facts.ts';
import { loadParser } from '../engine/analysis/row-security/parser.ts';
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

/** Ways that take more than a SET ROLE, and sections that may hide others. */
interface Escalated {
  readonly paths: readonly EscalatedPath[];
  readonly unread: readonly string[];
}

function escalatedIn(cluster: ClusterFacts, paths: readonly EscalatedPath[]): Escalated {
  return { paths, unread: [...new Set(escalationGaps(cluster).map(({ input }) => input))].sort() };
}

const inJson = (explanation: AccessExplanation, { paths, unread }: Escalated): string =>
  `${JSON.stringify({ ...explanation, paths: [...explanation.paths, ...paths], escalationsUnread: unread })}\n`;

function inText(object: string, explanation: AccessExplanation, escalated: Escalated): string {
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
  const more = escalated.paths.map(({ words, waitsFor }, at) => {
    const wait = waitsFor === null ? '' : `, once this happens: ${waitsFor}`;
    return `  ${at + 1}. by escalation: ${visibleText(`${words}${wait}`)}`;
  });
  const unread =
    escalated.unread.length === 0
      ? []
      : [
          `Not every escalation could be looked for; not read: ${visibleText(escalated.unread.join(', '), 300)}.`,
        ];
  const but = more.length > 0 ? ['It can make itself a role that has it:'] : [];
  return `${[heading, ...lines, ...but, ...more, ...unread].join('\n')}\n`;
}

/** `postern access explain`: code 0 whether the privilege is held or not. */
export const command: Command = {
  help: `postern access explain --database D --role R --privilege P --object KIND:NAME[.COLUMN] [--format text|json]

Why a role has a privilege, every way, shortest first; or that it has not, and the ways in which it could
make itself a role that has it (by escalation).
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
        await loadParser();
        // Where it has the privilege there is nothing to gain.
        const escalated =
          explanation.how === null
            ? escalatedIn(facts.cluster, escalatedPaths(facts.cluster, access, { role, privilege, object }))
            : { paths: [], unread: [] };
        return {
          text: format === 'json' ? inJson(explanation, escalated) : inText(named, explanation, escalated),
        };
      }),
    );
    for (const warning of connection.warnings)
      await context.stderr.write(`postern: warning: ${visibleText(warning, 600)}\n`);
    return 0;
  },
};
