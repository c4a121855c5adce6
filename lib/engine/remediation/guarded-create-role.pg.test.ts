import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { hostileNames } from '../../testing/hostile-names.ts';
import { checkStatements, loadScriptParser } from './check-script.ts';
import { renderCreateRole, renderDropRole } from './render/roles.ts';

describe.each([14, 18] as const)('a role made by a script that may run twice, PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  beforeAll(async () => {
    await loadScriptParser();
    cluster = await startCluster({ major });
  });
  afterAll(() => cluster.stop());
  const roles = () => cluster.sql('SELECT rolname, rolcanlogin, rolcreatedb FROM pg_roles ORDER BY rolname');

  test('every name is made as it is, once; the second run changes nothing; other failures are failures', async () => {
    const before = await roles();
    // "public" is no name of a role, however it is quoted.
    const names = hostileNames.filter((name) => name !== 'public');
    for (const role of [
      ...names,
      "a'; DROP ROLE x; --",
      '; EXCEPTION WHEN duplicate_object THEN NULL; END',
    ]) {
      const create = renderCreateRole({ do: 'create-role', role, attributes: { login: true } });
      checkStatements([create]);
      await cluster.sql(create.sql);
      const once = await roles();
      expect(once.filter((row) => row.rolname === role)).toEqual([
        { rolname: role, rolcanlogin: true, rolcreatedb: false },
      ]);
      expect(once).toHaveLength(before.length + 1);
      // Again, and with other attributes: what is there stays as it is.
      await cluster.sql(create.sql);
      await cluster.sql(renderCreateRole({ do: 'create-role', role, attributes: { login: false } }).sql);
      expect(await roles()).toEqual(once);
      await cluster.sql(renderDropRole({ do: 'drop-role', role }).sql);
      expect(await roles()).toEqual(before);
    }
    const reserved = renderCreateRole({ do: 'create-role', role: 'pg_mine', attributes: { login: true } });
    await expect(cluster.sql(reserved.sql)).rejects.toMatchObject({ code: '42939' });
  });
});
