import type { Inventory } from '../../inventory/inventory.ts';
import type { HbaRuleRow } from '../../inventory/sections/hba-rules.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { Plan } from '../plan.ts';
import { clusterRows, majorOf } from '../prior.ts';
import type { Elsewhere } from './elsewhere-outcome.ts';
import { copiedSettings } from './rebuild/copied-settings.ts';
import type { RehearseOptions } from './rehearse-options.ts';
import {
  closeLogins,
  otherAnswers,
  type SessionTrial,
  sessionTrial,
  trialNotes,
  tryEach,
  unreadTrial,
} from './session-trial.ts';
import type { ThrowAway } from './throw-away.ts';
import { type ThrowAwaySession, throwAwaySession } from './throw-away-session.ts';

type Loaded = { readonly rows: readonly HbaRuleRow[] } | { readonly refused: string };

/** The rules as the server reads them, once it has loaded the file whole. */
async function load(server: ThrowAway, session: ThrowAwaySession, text: string): Promise<Loaded> {
  server.writeHba(text);
  const reloaded = await session.reload();
  const section = (await session.read(['hba-rules'])).cluster['hba-rules'];
  if ('gap' in section) return { refused: section.gap.reason };
  // A row that is whole and has an error is loaded and matches nothing, as `hostssl` without TLS.
  const wrong = section.rows.find((row) => row.error !== null && row.method === null);
  if (wrong) return { refused: `line ${wrong.line}: ${visibleText(wrong.error ?? '', 200)}` };
  // The postmaster tells its sessions first and reads the rules then.
  await new Promise((resolve) => setTimeout(resolve, 100));
  return reloaded ? { rows: section.rows } : { refused: 'the server did not load it' };
}

/** Where a file is, and on which lines, is not what it says. */
const said = (rows: readonly HbaRuleRow[]) =>
  JSON.stringify(rows.map(({ file: _, line: __, changedSinceLoad: ___, ...rule }) => rule));

/** The snapshot with these rules in the place of its own file. */
function withRules(snapshot: Inventory, rows: readonly HbaRuleRow[]): Inventory {
  const [first] = clusterRows(snapshot.cluster['hba-rules']);
  const rules = rows.map((row) => ({
    ...row,
    file: first?.file ?? null,
    ...(first?.changedSinceLoad === undefined ? {} : { changedSinceLoad: first.changedSinceLoad }),
  }));
  return { ...snapshot, cluster: { ...snapshot.cluster, 'hba-rules': { rows: rules } } };
}

const noTrial: SessionTrial = { tried: [], untried: new Map() };

function trialOf(inventory: Inventory): { readonly trial: SessionTrial; readonly untold: readonly string[] } {
  try {
    return { trial: sessionTrial(inventory), untold: [] };
  } catch (error) {
    return { trial: noTrial, untold: unreadTrial(error) };
  }
}

/**
 * A whole `pg_hba.conf`: loaded as it is, as it will be, and as it was again; with either, present sessions connect again as far as
 * they can be tried. Nobody can log in to the server meanwhile.
 */
export async function rehearseHba(
  server: ThrowAway,
  plan: Plan,
  options: RehearseOptions,
): Promise<Elsewhere | { readonly unable: string }> {
  const { inventory } = options;
  const { trial, untold } = trialOf(inventory);
  const first = await throwAwaySession(server, options);
  await first.ask(closeLogins(server.target.user));
  await first.close();
  // Until the file that is tried: nobody over the network.
  server.writeHba('local all all trust\n');
  server.configure(copiedSettings(inventory, server.kept, new Set()));
  const network = trial.tried.some(({ attempt }) => attempt.address !== null);
  const why = await server.restart(...(network ? (['loopback'] as const) : []));
  if (why !== null)
    return { unable: `the throw-away server does not start with the settings of this one: ${why}` };
  const session = await throwAwaySession(server, options);
  const over = (failure: string | null, rest: Partial<Elsewhere> = {}): Elsewhere => ({
    failure,
    after: null,
    undo: 'not-tried',
    statements: [],
    notes: untold,
    differences: [],
    ...rest,
  });
  const loads = async (text: string) => !('refused' in (await load(server, session, text)));
  try {
    const present = await load(server, session, plan.downText);
    if ('refused' in present)
      return {
        unable: `the throw-away server does not read the present file as this one does: ${present.refused}`,
      };
    if (said(present.rows) !== said(clusterRows(inventory.cluster['hba-rules'])))
      return { unable: 'the present file, written back, does not say the same on the throw-away server' };
    const tried = (text: string) => tryEach(server, trial, { text, major: majorOf(inventory), load: loads });
    const before = await tried(plan.downText);
    const changed = await load(server, session, plan.upText);
    if ('refused' in changed) return over(`the server would refuse the file: ${changed.refused}`);
    const after = withRules(inventory, changed.rows);
    const then = await tried(plan.upText);
    const notes = [...untold, ...trialNotes(trial, before, then)];
    const differences = [
      ...otherAnswers(withRules(inventory, present.rows), trial, before, 'present'),
      ...otherAnswers(after, trial, then, 'changed'),
    ];
    const back = await load(server, session, plan.downText);
    if ('refused' in back)
      return over('the server would refuse the file as it was', {
        after,
        notes,
        differences,
        undo: 'failed',
      });
    return said(back.rows) === said(present.rows)
      ? over(null, { after, notes, differences, undo: 'ok' })
      : over('the file as it was does not say what it did', { after, notes, differences, undo: 'differs' });
  } finally {
    await session.close();
  }
}
