import type { HandOffFile, HandOffFormat } from '../engine/remediation/handoff/hand-off-file.ts';
import type { TestCluster } from './cluster.ts';
import { runPsql } from './psql.ts';

// How each tool reads and runs the files of a hand-off, as its documentation and its source say (Flyway 10, Liquibase
// 4.29 AbstractFormattedChangeLogParser, Prisma 7 schema engine, sqitch 1.3), so that a hand-off is run here as it will be there.

type Direction = 'up' | 'down';
interface Where {
  readonly cluster: TestCluster;
  readonly database: string;
}

/** In a transaction of the tool's, in which it then writes its own record under the search path it had. */
async function inToolTransaction({ cluster, database }: Where, sql: string): Promise<void> {
  const client = await cluster.connect({ database });
  try {
    await client.query('CREATE TABLE IF NOT EXISTS tool_history (what text)');
    await client.query('BEGIN');
    await client.query(sql);
    await client.query("INSERT INTO tool_history VALUES ('ran')");
    await client.query('COMMIT');
  } finally {
    await client.query('ROLLBACK');
    await client.query('DROP TABLE tool_history');
    await client.end();
  }
}

/** As one message of the simple protocol, without a transaction. */
async function asMessage({ cluster, database }: Where, sql: string): Promise<void> {
  const client = await cluster.connect({ database });
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function bySqlFile(where: Where, file: HandOffFile | undefined): Promise<void> {
  const { code, errors, left } = await runPsql(where.cluster, file?.text ?? '', { database: where.database });
  if (code !== 0 || errors !== '' || left.length > 0)
    throw new Error(`psql ended with ${code}, left ${left.join(', ')}: ${errors}`);
}

/** `${…}` is filled in wherever it stands, and fails where nobody said what it is. */
function flywayText({ path, text }: HandOffFile): string {
  const placeholder = /\$\{[^}]*\}/.exec(text);
  if (placeholder) throw new Error(`no value for the placeholder ${placeholder[0]} in ${path}`);
  return text;
}

async function byFlyway(where: Where, files: readonly HandOffFile[], direction: Direction): Promise<void> {
  const prefix = direction === 'up' ? 'V' : 'U';
  const version = ({ path }: HandOffFile) => path.slice(1, path.indexOf('__')).split('_').map(Number);
  const scripts = files
    .filter(({ path }) => path.startsWith(prefix) && path.endsWith('.sql'))
    .toSorted((a, b) => (version(a)[1] ?? 0) - (version(b)[1] ?? 0));
  for (const script of direction === 'up' ? scripts : scripts.toReversed()) {
    const alone = files.some(({ path, text }) => path === `${script.path}.conf` && text.includes('=false'));
    await (alone ? asMessage : inToolTransaction)(where, flywayText(script));
  }
}

interface Changeset {
  readonly attributes: string;
  readonly sql: string[];
  readonly rollback: string[];
}

function changesets({ text }: HandOffFile): readonly Changeset[] {
  const found: Changeset[] = [];
  const [first, ...lines] = text.split(/\r\n|\r|\n/);
  if (!/^\s*--\s*liquibase\s*formatted/i.test(first ?? '')) throw new Error('not formatted SQL');
  for (const line of lines) {
    const changeset = /^\s*--\s*changeset\s+(?:"[^"]+"|[^:]+):\s*(?:"[^"]+"|\S+)(.*)$/i.exec(line);
    const rollback = /^\s*--\s*rollback (.*)$/i.exec(line);
    const last = found.at(-1);
    if (changeset) found.push({ attributes: changeset[1] ?? '', sql: [], rollback: [] });
    else if (/^\s*--\s*(comment|precondition|property|ignore|validCheckSum)/i.test(line))
      throw new Error(`Liquibase takes for its own: ${line}`);
    else if (rollback) last?.rollback.push(rollback[1] ?? '');
    else last?.sql.push(line);
  }
  return found;
}

async function byLiquibase(where: Where, files: readonly HandOffFile[], direction: Direction): Promise<void> {
  const sets = files.flatMap(changesets);
  for (const { attributes, sql, rollback } of direction === 'up' ? sets : sets.toReversed()) {
    for (const said of ['splitStatements:false', 'rollbackSplitStatements:false', 'stripComments:false'])
      if (!attributes.includes(said)) throw new Error(`Liquibase would not take the text as it is: ${said}`);
    const lines = direction === 'up' ? sql : rollback;
    if (lines.length === 0) throw new Error('no rollback');
    if (lines.join() === 'empty') continue;
    const run = attributes.includes('runInTransaction:true') ? inToolTransaction : asMessage;
    await run(where, lines.join('\n'));
  }
}

async function byPrisma(where: Where, files: readonly HandOffFile[], direction: Direction): Promise<void> {
  const name = direction === 'up' ? 'migration.sql' : 'down.sql';
  const scripts = files
    .filter(({ path }) => /^migrations\/\d{14}_[a-z0-9_]+\//.test(path) && path.endsWith(`/${name}`))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  for (const { text } of direction === 'up' ? scripts : scripts.toReversed()) await asMessage(where, text);
}

async function bySqitch(where: Where, files: readonly HandOffFile[], direction: Direction): Promise<void> {
  const named = (folder: string) => files.find(({ path }) => path.startsWith(`${folder}/`));
  await bySqlFile(where, named(direction === 'up' ? 'deploy' : 'revert'));
  if (direction === 'up') await bySqlFile(where, named('verify'));
}

/** Runs a hand-off as the tool it is for would. Throws where the tool would fail or read something of its own into it. */
export async function runHandOff(
  format: HandOffFormat,
  files: readonly HandOffFile[],
  direction: Direction,
  where: Where,
): Promise<void> {
  switch (format) {
    case 'plain':
      return bySqlFile(
        where,
        files.find(({ path }) => path.endsWith(`.${direction}.sql`)),
      );
    case 'flyway':
      return byFlyway(where, files, direction);
    case 'liquibase':
      return byLiquibase(where, files, direction);
    case 'prisma':
      return byPrisma(where, files, direction);
    case 'sqitch':
      return bySqitch(where, files, direction);
  }
}
