import type { Inventory, Section } from '../../inventory/inventory.ts';
import type { SettingRow } from '../../inventory/sections/settings.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { Plan, PlannedStatement } from '../plan.ts';
import type { Elsewhere } from './elsewhere-outcome.ts';
import { missingLibrary } from './missing-library.ts';
import { allSettings, copiedSettings } from './rebuild/copied-settings.ts';
import { refusalWords } from './refusal-words.ts';
import type { RehearsedStatement } from './rehearsal.ts';
import type { RehearseOptions } from './rehearse-options.ts';
import type { ThrowAway } from './throw-away.ts';
import { type ThrowAwaySession, throwAwaySession } from './throw-away-session.ts';
import { noTlsTrial, tlsKinds, tlsOutcome, tryTls } from './tls-trial.ts';

const sections = ['settings', 'protected-settings'] as const;

const effect = (row: SettingRow | undefined) =>
  JSON.stringify([row?.value ?? null, row?.pendingRestart ?? null]);

const byName = (inventory: Inventory) => new Map(allSettings(inventory).map((row) => [row.name, row]));

/** The snapshot to which happened what happened between two readings of the throw-away server. */
function carriedOver(snapshot: Inventory, before: Inventory, after: Inventory): Inventory {
  const [was, is] = [byName(before), byName(after)];
  const carried = (section: Section<SettingRow>): Section<SettingRow> =>
    'gap' in section
      ? section
      : {
          rows: section.rows.map((row) => {
            const now = is.get(row.name);
            if (!now || now.context === 'internal' || effect(was.get(row.name)) === effect(now)) return row;
            return { ...row, value: now.value, pendingRestart: now.pendingRestart, source: now.source };
          }),
        };
  const { cluster } = snapshot;
  return {
    ...snapshot,
    cluster: {
      ...cluster,
      settings: carried(cluster.settings),
      'protected-settings': carried(cluster['protected-settings']),
    },
  };
}

/** Names whose value is not the same in both, as far as they are in both. */
function unlike(one: Inventory, other: Inventory, names: ReadonlySet<string>): readonly string[] {
  const rows = byName(other);
  return allSettings(one)
    .filter((row) => names.has(row.name.toLowerCase()))
    .filter((row) => row.value !== null && row.value !== (rows.get(row.name)?.value ?? null))
    .map((row) => row.name);
}

/** Parameters set with ALTER SYSTEM: taken, in force after a reload or a restart, and back again. */
export async function rehearseSettings(
  server: ThrowAway,
  plan: Plan,
  options: RehearseOptions,
): Promise<Elsewhere | { readonly unable: string }> {
  const { inventory, now } = options;
  const touched = new Set(
    plan.changes.flatMap((change) => (change.do === 'set-parameter' ? [change.parameter.toLowerCase()] : [])),
  );
  const own = [...touched].find((name) => server.kept.has(name));
  if (own !== undefined) return { unable: `the throw-away server keeps ${own} for itself` };
  server.configure(copiedSettings(inventory, server.kept, touched));
  const statements: RehearsedStatement[] = [];
  const notes: string[] = [];
  const differences: string[] = [];
  const kinds = tlsKinds(inventory, touched);
  notes.push(...noTlsTrial(inventory, touched));
  // Over the network nobody gets in: TLS comes before that.
  server.writeHba('local all all trust\n');
  const why = await server.restart(...(kinds.length > 0 ? (['loopback'] as const) : []));
  if (why !== null)
    return {
      unable: `the throw-away server does not start with the settings of this one: ${visibleText(why, 300)}`,
    };
  let session = await throwAwaySession(server, options);
  const over = (failure: string | null, rest: Partial<Elsewhere> = {}): Elsewhere => ({
    failure,
    after: null,
    undo: plan.irreversible === null ? 'not-tried' : 'none',
    statements,
    notes,
    differences,
    ...rest,
  });
  /** Runs one direction and lets it take effect; why it could not. */
  const take = async (
    direction: 'up' | 'down',
    script: readonly PlannedStatement[],
  ): Promise<string | null> => {
    for (const { sql } of script) {
      const begun = now().getTime();
      const sqlstate = await session.run(sql);
      const ms = Math.max(0, now().getTime() - begun);
      statements.push({ direction, sql, ms, sqlstate, warnings: [] });
      if (sqlstate !== null) return refusalWords(sql, sqlstate, 'a superuser');
    }
    return settle(session);
  };
  const settle = async (current: ThrowAwaySession): Promise<string | null> => {
    if (!(await current.reload())) return 'the server did not load its configuration again';
    // Some parameters are a session's from its start on: what is in force is what a new one sees.
    await current.close();
    const failed = plan.restartNeeded ? await server.restart() : null;
    if (failed !== null) return `the server does not start any more: ${visibleText(failed, 300)}`;
    session = await throwAwaySession(server, options);
    const wrong = await session.ask(
      'SELECT f.name, f.error FROM pg_catalog.pg_file_settings f WHERE f.error IS NOT NULL',
    );
    const [first] = wrong;
    return first
      ? `the server does not take ${visibleText(String(first[0]), 80)}: ${visibleText(String(first[1]), 200)}`
      : null;
  };
  try {
    const missing = await missingLibrary(plan, session);
    if (missing !== null) return { unable: missing };
    const before = await session.read(sections);
    const other = unlike(inventory, before, touched);
    if (other.length > 0)
      return { unable: `${other.join(', ')} cannot be what it is now on the throw-away server` };
    const spoken = await tryTls(server, kinds);
    const failed = await take('up', plan.up);
    if (failed !== null) return over(failed);
    for (const { says, sql } of plan.postconditions)
      if ((await session.ask(sql))[0]?.[0] !== true)
        return over(`after the script it is not so that ${visibleText(says, 300)}`);
    const after = carriedOver(inventory, before, await session.read(sections));
    const tls = tlsOutcome(kinds, spoken, await tryTls(server, kinds), inventory, after);
    notes.push(...tls.notes);
    differences.push(...tls.differences);
    if (plan.irreversible !== null) return over(null, { after });
    const notUndone = await take('down', plan.down);
    if (notUndone !== null) return over(notUndone, { after, undo: 'failed' });
    const left = await session.read(sections);
    const [was, is] = [byName(before), byName(left)];
    const differs = [...was.keys()].filter((name) => effect(was.get(name)) !== effect(is.get(name)));
    return differs.length === 0
      ? over(null, { after, undo: 'ok' })
      : over(`the undo script does not bring back ${differs.join(', ')}`, { after, undo: 'differs' });
  } finally {
    await session.close();
  }
}
