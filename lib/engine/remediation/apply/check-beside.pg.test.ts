import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  approvedFor,
  executor,
  executorTarget,
  orders,
  prepareToApply,
  publicMayNotRead,
  revokeFromPublic,
  runsOf,
} from '../../../testing/approved-script.ts';
import { changedObjectsSql, changesOfEveryKind } from '../../../testing/changes-of-every-kind.ts';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { openWriteSession } from '../../connect/write-session.ts';
import type { ApplyHooks } from './apply-hooks.ts';
import { applyScript } from './apply-script.ts';
import type { ApprovedScript } from './approved-script.ts';

// Somebody who waits for the moment between the look at the state and the first statement.

const hooks: ApplyHooks = { onLine: async () => {}, onCommit: async () => {}, onOutside: async () => {} };

describe.each([14, 18] as const)('in between, on PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster({ major });
    await prepareToApply(cluster);
    await cluster.sql('CREATE ROLE mallory LOGIN');
  });
  beforeEach(async () => {
    await cluster.sql('GRANT SELECT ON public.orders TO PUBLIC', 'shop', executor);
    await cluster.sql('TRUNCATE public.runs', 'shop');
  });
  afterAll(() => cluster.stop());

  const publicReads = async () =>
    (await cluster.sql("SELECT has_table_privilege('app', 'public.orders', 'SELECT') AS yes", 'shop'))[0]
      ?.yes;
  /** Applies it, and does `meanwhile` once, right before the first statement of the script is sent. */
  const apply = (script: ApprovedScript, meanwhile: () => Promise<unknown>) => {
    let waiting = true;
    const first = script.statements[0]?.sql;
    return applyScript(executorTarget(cluster), script, hooks, {
      now: '2026-11-21T12:00:00.000Z',
      open: async (target) => {
        const session = await openWriteSession(target);
        return {
          ...session,
          run: async (sql) => {
            if (waiting && sql === first) {
              waiting = false;
              await meanwhile();
            }
            return session.run(sql);
          },
        };
      },
    });
  };
  const revoke = () => approvedFor(cluster, [revokeFromPublic], { postconditions: [publicMayNotRead] });

  test('a grant that was committed in between: rolled back, and the grant stays', async () => {
    const grant = () => cluster.sql('GRANT INSERT ON public.orders TO app', 'shop', executor);
    expect(await apply(await revoke(), grant)).toMatchObject({ kind: 'rolled-back', code: 'state-changed' });
    await cluster.sql('REVOKE INSERT ON public.orders FROM app; TRUNCATE public.runs', 'shop');
    expect(await publicReads()).toBe(true);
  });

  test('a membership that came in between: rolled back', async () => {
    const joins = { do: 'grant-membership', role: 'app', member: 'scan', grantor: null } as const;
    const options = { adminOption: false, inheritOption: true, setOption: true };
    const script = await approvedFor(cluster, [{ ...joins, ...options }]);
    await cluster.sql(`ALTER ROLE ${executor} SUPERUSER`);
    const grant = () => cluster.sql('GRANT app TO mallory');
    expect(await apply(script, grant)).toMatchObject({ kind: 'rolled-back', code: 'state-changed' });
    await cluster.sql(`REVOKE app FROM mallory; ALTER ROLE ${executor} NOSUPERUSER`);
  });

  test('an event trigger’s function that is replaced in between and puts itself back: nothing of what it did remains', async () => {
    const honest = 'BEGIN NULL; END';
    const replace = (body: string) =>
      `CREATE OR REPLACE FUNCTION public.honest() RETURNS event_trigger LANGUAGE plpgsql AS $body$ ${body} $body$`;
    const steal = `BEGIN
      ALTER ROLE mallory SUPERUSER;
      EXECUTE $restore$ ${replace(honest).replaceAll('$body$', "'")} $restore$;
    END`;
    await cluster.sql(
      `GRANT CREATE ON SCHEMA public TO mallory; ${replace(honest)}; ALTER FUNCTION public.honest() OWNER TO mallory;
       CREATE EVENT TRIGGER honest ON ddl_command_end WHEN TAG IN ('REVOKE', 'ALTER TABLE') EXECUTE FUNCTION public.honest();
       ALTER ROLE ${executor} SUPERUSER; TRUNCATE public.runs`,
      'shop',
    );
    const isSuper = async () =>
      (await cluster.sql("SELECT rolsuper FROM pg_roles WHERE rolname = 'mallory'"))[0]?.rolsuper;
    for (const changes of [[revokeFromPublic], [{ do: 'row-security', on: orders, enable: true }]] as const) {
      const script = await approvedFor(cluster, changes);
      const outcome = await apply(script, () => cluster.sql(replace(steal), 'shop', 'mallory'));
      expect(outcome).toMatchObject({ kind: 'rolled-back', code: 'event-triggers-changed' });
      expect(await isSuper()).toBe(false);
      await cluster.sql(replace(honest), 'shop', 'mallory');
    }
    await cluster.sql(
      `DROP EVENT TRIGGER honest; DROP FUNCTION public.honest(); ALTER ROLE ${executor} NOSUPERUSER`,
      'shop',
    );
    expect([await runsOf(cluster), await publicReads()]).toEqual([0, true]);
  });

  test('an event trigger that is made anew for more commands, or to fire always, is another one', async () => {
    const make = (tags: string) =>
      `CREATE EVENT TRIGGER narrow ON ddl_command_end ${tags} EXECUTE FUNCTION public.count_run()`;
    await cluster.sql(make("WHEN TAG IN ('CREATE TABLE')"), 'shop');
    const script = await revoke();
    for (const change of [
      `DROP EVENT TRIGGER narrow; ${make('')}`,
      'ALTER EVENT TRIGGER narrow ENABLE ALWAYS',
    ]) {
      await cluster.sql(change, 'shop');
      expect(await apply(script, async () => {})).toMatchObject({
        kind: 'refused',
        code: 'event-triggers-changed',
      });
      await cluster.sql(`DROP EVENT TRIGGER narrow; ${make("WHEN TAG IN ('CREATE TABLE')")}`, 'shop');
    }
    await cluster.sql('DROP EVENT TRIGGER narrow; TRUNCATE public.runs', 'shop');
  });

  test('nobody in between: it is applied, also where the script itself locks what would be read', async () => {
    expect(await apply(await revoke(), async () => {})).toMatchObject({ kind: 'done' });
    const enable = await approvedFor(cluster, [{ do: 'row-security', on: orders, enable: true }]);
    expect(await apply(enable, async () => {})).toMatchObject({ kind: 'done' });
    await cluster.sql('ALTER TABLE public.orders DISABLE ROW LEVEL SECURITY', 'shop');
  });

  test('it keeps no change out of its own way: one of every kind is applied', async () => {
    await cluster.sql(`ALTER ROLE ${executor} SUPERUSER`);
    await cluster.sql(changedObjectsSql, 'shop');
    for (const change of changesOfEveryKind) {
      const script = await approvedFor(cluster, [change]);
      expect(await apply(script, async () => {}), JSON.stringify(change)).toMatchObject({ kind: 'done' });
    }
    await cluster.sql(`ALTER ROLE ${executor} NOSUPERUSER`);
  });
});
