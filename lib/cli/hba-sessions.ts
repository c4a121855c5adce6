import { factsOf } from '../engine/analysis/facts.ts';
import type { HbaDecision, HbaFileError } from '../engine/analysis/hba/hba-rule.ts';
import { parseHbaFile } from '../engine/analysis/hba/parse-hba-file.ts';
import { parseIdentFile } from '../engine/analysis/hba/parse-ident-file.ts';
import { type SessionChange, sessionChanges } from '../engine/analysis/hba/session-changes.ts';
import { visibleText } from '../engine/model/visible-text.ts';
import { orUnread } from './access-read.ts';
import { oneOf, readArguments } from './arguments.ts';
import { includedFiles } from './auth-file-reader.ts';
import { unusable } from './command-failure.ts';
import { connectionFrom, connectionHelp, connectionOptions } from './connection-arguments.ts';
import type { Command } from './context.ts';
import { outcomes, sessionsText } from './hba-sessions-text.ts';
import { writeResult } from './output.ts';
import { readCluster } from './read-cluster.ts';
import { readInput } from './read-input.ts';

/** Of a file; a `pg_hba.conf` beyond this is none that a person wrote. */
const largestFile = 4 * 1024 * 1024;

const decisionJson = (decision: HbaDecision | null) =>
  decision && {
    decision: decision.decision,
    method: decision.method,
    options: decision.options,
    rule: decision.rule && { file: decision.rule.file, line: decision.rule.line },
  };

function inJson(changes: readonly SessionChange[], errors: readonly HbaFileError[]): string {
  const count = (outcome: string) =>
    changes.reduce((sum, one) => sum + (one.outcome === outcome ? one.session.count : 0), 0);
  const document = {
    errors: errors.map(({ file, line, error, unread }) => ({ file, line, error, unread })),
    counts: Object.fromEntries(outcomes.map((outcome) => [outcome, count(outcome)])),
    sessions: changes.map(({ session, replication, before, after, outcome, reason }) => ({
      role: session.role,
      database: session.database,
      address: session.address,
      application: session.application,
      replication,
      tls: session.tls,
      gss: session.gss ?? null,
      count: session.count,
      outcome,
      reason,
      before: decisionJson(before),
      after: decisionJson(after),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** `postern hba sessions`: 1 where a session would be refused, or the server would refuse the file. */
export const command: Command = {
  help: `postern hba sessions --file NEW [--ident FILE] [--format text|json]

What a changed pg_hba.conf does to each session that is open now, if it had to connect again. Nothing is changed.
Code 1 if one would be refused, or the server would refuse the file.

  --file FILE          the whole pg_hba.conf as it would become; files it includes are read beside it
  --ident FILE         the same for pg_ident.conf; without it the maps stay as they are
  --format text|json
${connectionHelp}
  --output FILE        written whole or not at all`,

  async run(context, argv) {
    const given = readArguments(argv, {
      ...connectionOptions,
      file: { type: 'string' },
      ident: { type: 'string' },
      format: { type: 'string' },
      output: { type: 'string' },
    });
    const format = oneOf('format', given.text('format') ?? 'text', ['text', 'json']);
    const file = given.text('file');
    if (file === undefined) throw unusable('--file is missing');
    const text = readInput(file, largestFile);
    const ident = given.text('ident');
    const identText = ident === undefined ? null : readInput(ident, largestFile);
    const connection = connectionFrom(given, context);
    const { refused } = await writeResult(given.text('output'), context, () =>
      orUnread(async () => {
        const { database } = connection.target;
        const inventory = await readCluster({ ...connection, databases: [database] }, context);
        const major = Math.floor(inventory.server.versionNum / 10_000);
        const rules = parseHbaFile(text, { major, file, include: includedFiles });
        const maps =
          ident === undefined || identText === null
            ? null
            : parseIdentFile(identText, { major, file: ident, include: includedFiles });
        const errors = [...rules.errors, ...(maps?.errors ?? [])];
        const order = (change: SessionChange) => outcomes.indexOf(change.outcome);
        const changes = [...sessionChanges(factsOf(inventory), { rules, maps })].sort(
          (a, b) => order(a) - order(b),
        );
        return {
          text: format === 'json' ? inJson(changes, errors) : sessionsText(changes, errors),
          refused: errors.some((error) => !error.unread) || changes.some((one) => one.outcome === 'refused'),
        };
      }),
    );
    for (const warning of connection.warnings)
      await context.stderr.write(`postern: warning: ${visibleText(warning, 600)}\n`);
    return refused ? 1 : 0;
  },
};
