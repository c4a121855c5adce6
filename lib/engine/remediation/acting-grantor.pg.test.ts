import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { expectConditions, expectUndone } from '../../testing/expect-conditions.ts';
import { expectSameState } from '../../testing/expect-same-state.ts';
import { inventoryOf } from '../../testing/inventory-of.ts';
import type { Change } from '../model/change.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { Privilege } from '../model/privilege.ts';
import { emptyPolicy } from '../policy/policy.ts';
import { loadScriptParser } from './check-script.ts';
import { orderChanges } from './merge-changes.ts';
import { planChanges } from './plan-changes.ts';
import { predict } from './predict/predict.ts';

const finding = { control: 'c', fingerprint: 'f', title: 't', object: { database: 'shop' } };
const table: ObjectRef = { kind: 'table', database: 'shop', schema: 'app', name: 't' };
const column: ObjectRef = { ...table, kind: 'column', column: 'a' };
const revoke = (on: ObjectRef, privileges: readonly Privilege[], from: string, grantor: string): Change => ({
  do: 'revoke',
  privileges,
  on,
  from,
  grantor,
});

/** `passer` was given grant options, passed them on, and then came to inherit the owner by way of another role. */
const story = `
  CREATE ROLE owner; CREATE ROLE between; CREATE ROLE passer; CREATE ROLE reader;
  CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO owner, passer;
  CREATE TABLE app.t (a int, b int); ALTER TABLE app.t OWNER TO owner;
  GRANT SELECT, UPDATE ON app.t TO passer WITH GRANT OPTION;
  SET ROLE passer; GRANT SELECT ON app.t TO reader; GRANT UPDATE (a) ON app.t TO reader; RESET ROLE;
  GRANT between TO passer; GRANT owner TO between`;

describe.each([14, 16, 18] as const)(
  'a grantor who also has the privileges of the owner, PostgreSQL %i',
  (major) => {
    let cluster: TestCluster;
    beforeEach(async () => {
      await loadScriptParser();
      cluster = await startCluster({ major });
      await cluster.sql('CREATE DATABASE shop');
      await cluster.sql(story, 'shop');
    });
    afterEach(() => cluster.stop());

    test.each<[string, readonly Change[]]>([
      ['on the table', [revoke(table, ['SELECT'], 'reader', 'passer')]],
      ['on a column, with the table’s option', [revoke(column, ['UPDATE'], 'reader', 'passer')]],
      [
        'together with the options it needs for it',
        [
          revoke(table, ['SELECT', 'UPDATE'], 'passer', 'owner'),
          revoke(table, ['SELECT'], 'reader', 'passer'),
          revoke(column, ['UPDATE'], 'reader', 'passer'),
        ],
      ],
    ])('takes back %s what it granted, as foreseen, and gives it again', async (_, changes) => {
      const before = await inventoryOf(cluster, ['shop']);
      const ordered = orderChanges(changes, before);
      const plan = planChanges([finding], ordered, before, emptyPolicy);
      expect(plan).toMatchObject({ kind: 'sql', irreversible: null });
      await expectUndone(cluster, plan);
      const foreseen = predict(ordered, before, 'shop');
      if ('unknown' in foreseen) throw new Error(foreseen.unknown);
      await cluster.sql(plan.upText, 'shop');
      await expectConditions(cluster, plan, 'postconditions', plan.upText);
      expectSameState(await inventoryOf(cluster, ['shop']), foreseen.inventory);
      await cluster.sql(plan.downText, 'shop');
      expectSameState(await inventoryOf(cluster, ['shop']), before, plan.downText);
    });

    test.each([
      ['no longer has the option', 'REVOKE GRANT OPTION FOR SELECT ON app.t FROM passer', 'options again'],
      ['is a superuser', 'ALTER ROLE passer SUPERUSER', 'Take SUPERUSER from passer'],
    ])('is refused where it %s: the server would change nothing', async (_, meanwhile, why) => {
      await cluster.sql(meanwhile, 'shop');
      const change = revoke(table, ['SELECT'], 'reader', 'passer');
      const before = await inventoryOf(cluster, ['shop']);
      expect(planChanges([finding], [change], before, emptyPolicy)).toMatchObject({
        kind: 'manual',
        upText: expect.stringContaining(why),
      });
      await cluster.sql('SET ROLE passer; REVOKE SELECT ON app.t FROM reader', 'shop');
      expectSameState(await inventoryOf(cluster, ['shop']), before);
    });

    test.each([
      ['to itself', table, 'passer', /back to your own grantor/],
      ['by the table’s option, on a column', column, 'reader', /back to your own grantor/],
    ] as const)(
      'no longer inheriting, grants no option %s: the server refuses, and so do we',
      async (_, on, to, why) => {
        await cluster.sql('REVOKE between FROM passer');
        const before = await inventoryOf(cluster, ['shop']);
        const change: Change = {
          do: 'grant',
          privileges: ['UPDATE'],
          on,
          to,
          grantor: 'passer',
          withGrantOption: true,
        };
        expect(planChanges([finding], [change], before, emptyPolicy)).toMatchObject({
          kind: 'manual',
          upText: expect.stringContaining('Let the owner grant it'),
        });
        const target = on === column ? 'UPDATE (a)' : 'UPDATE';
        const sql = `SET ROLE passer; GRANT ${target} ON app.t TO ${to} WITH GRANT OPTION`;
        await expect(cluster.sql(sql, 'shop')).rejects.toThrow(why);
        // Without the option, or to somebody else, it goes.
        const plain = { ...change, withGrantOption: false, to: 'reader' };
        expect(planChanges([finding], [plain], before, emptyPolicy).kind).toBe('sql');
      },
    );

    test('where another role that it inherits may grant as well as the owner, nothing is foreseen', async () => {
      await cluster.sql('GRANT DELETE ON app.t TO between WITH GRANT OPTION', 'shop');
      const before = await inventoryOf(cluster, ['shop']);
      const change: Change = {
        do: 'grant',
        privileges: ['DELETE'],
        on: table,
        to: 'reader',
        grantor: 'passer',
      };
      expect(predict([change], before, 'shop')).toEqual({
        unknown: 'passer could act in the name of several roles that it inherits from',
      });
    });
  },
);
