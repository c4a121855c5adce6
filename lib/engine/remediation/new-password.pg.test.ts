import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { clusterTarget } from '../../testing/cluster-target.ts';
import { loginOverTcp } from '../../testing/login-over-tcp.ts';
import { factsOf } from '../analysis/facts.ts';
import { passwordKindsFunction } from '../connect/scan-role-grants.ts';
import { scramVerifier } from '../connect/scram-verifier.ts';
import { evaluate } from '../controls/evaluate.ts';
import { type ControlId, controlById } from '../controls/registry.ts';
import { collect } from '../inventory/collect.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { emptyPolicy, type Policy } from '../policy/policy.ts';
import type { ApplyLine } from './apply/apply-hooks.ts';
import { applyScript } from './apply/apply-script.ts';
import { loadScriptParser } from './check-script.ts';
import { handOff } from './handoff/hand-off.ts';
import { iterationsFor, withNewPasswords } from './new-password.ts';
import type { Plan } from './plan.ts';
import { planFindings } from './plan-findings.ts';
import { rehearse } from './rehearse/rehearse.ts';
import { eventTriggersDigest, stateFingerprint } from './state-fingerprint.ts';

const password = 'a Quoll in a tree';
const md5 = 'md59e107d9d372bb6826bd81d3542a419d6';

/**
 * `keeper` may set the password of `app` by CREATEROLE (and, from 16, ADMIN on it), and reads how passwords are stored through
 * the optional function alone: pg_authid is closed to it.
 */
describe.each([14, 15, 16, 18] as const)('a new password on PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  let now: Inventory;
  const read = async (): Promise<Inventory> =>
    collect(clusterTarget(cluster, 'keeper', 'shop'), {
      now: new Date().toISOString(),
      databases: ['shop'],
    });
  const planOf = (control: ControlId, role: string, policy: Policy = emptyPolicy): Plan => {
    const declared = controlById(control);
    const [verdict] = declared ? evaluate([declared], factsOf(now), policy, () => null) : [];
    const findings = (verdict?.findings ?? []).filter(({ object }) => object.role === role);
    const verifiers = new Map([[role, scramVerifier(password, undefined, iterationsFor(now))]]);
    const [plan] = planFindings(withNewPasswords(findings, verifiers), now, policy);
    if (plan === undefined) throw new Error(`${control} says nothing of ${role}: ${verdict?.reason}`);
    return plan;
  };
  const weaken = () =>
    cluster.sql(
      `ALTER ROLE app PASSWORD '${md5}' VALID UNTIL 'infinity'; ALTER ROLE admin PASSWORD '${md5}'`,
    );

  beforeAll(async () => {
    await loadScriptParser();
    cluster = await startCluster({
      major,
      hba: 'local all postgres,keeper,scan trust\nlocal all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n',
    });
    await cluster.sql('CREATE DATABASE shop');
    await cluster.sql(
      `CREATE ROLE keeper LOGIN CREATEROLE; CREATE ROLE scan LOGIN; CREATE ROLE app LOGIN; CREATE ROLE admin LOGIN SUPERUSER;
       CREATE ROLE hollow LOGIN; GRANT pg_read_all_settings, pg_read_all_stats TO keeper;
       ${major >= 16 ? 'GRANT app TO keeper WITH ADMIN TRUE, INHERIT FALSE, SET FALSE; GRANT hollow TO keeper WITH ADMIN TRUE;' : ''}`,
    );
    await cluster.sql(
      `${passwordKindsFunction('keeper')} GRANT SELECT ON pg_catalog.pg_hba_file_rules TO keeper;
       GRANT EXECUTE ON FUNCTION pg_catalog.pg_hba_file_rules() TO keeper`,
      'shop',
    );
    await weaken();
    now = await read();
  });
  afterAll(() => cluster.stop());

  test('a role that may not read pg_authid rehearses it and applies it, and its log holds no verifier', async () => {
    const plan = planOf('stored-password-not-scram', 'app');
    expect(plan.irreversible).toContain('never read by Postern');
    expect(plan.down).toEqual([]);
    const target = clusterTarget(cluster, 'keeper', 'shop');
    const rehearsed = await rehearse(target, plan, emptyPolicy, { inventory: now, now: () => new Date() });
    expect(rehearsed, rehearsed.reason ?? '').toMatchObject({
      outcome: 'ok',
      undo: 'none',
      asPredicted: true,
    });
    expect(rehearsed.closes).toEqual(plan.findings);
    expect(JSON.stringify(rehearsed)).not.toContain('SCRAM-SHA-256$');

    const lines: ApplyLine[] = [];
    const digest = (found: { digest: string } | { unknown: string }) => {
      if ('unknown' in found) throw new Error(found.unknown);
      return found.digest;
    };
    const script = {
      kind: 'sql',
      direction: 'up',
      systemIdentifier: now.server.systemIdentifier,
      database: 'shop',
      role: 'keeper',
      scanRole: 'scan',
      major,
      changes: plan.changes,
      planDatabase: plan.database,
      statements: plan.up,
      preconditions: plan.preconditions,
      postconditions: plan.postconditions,
      stateBefore: digest(stateFingerprint(plan.changes, now, plan.database)),
      stateAfter: null,
      eventTriggers: digest(eventTriggersDigest(now, plan.database)),
    } as const;
    const hooks = {
      onLine: async (line: ApplyLine) => void lines.push(line),
      onCommit: async () => {},
      onOutside: async () => {},
    };
    const options = { now: new Date().toISOString() };
    expect(await applyScript(target, script, hooks, options)).toMatchObject({ kind: 'done' });
    expect(lines.filter((line) => line.kind === 'statement').map((line) => line.text)).toEqual([
      expect.stringMatching(/^ALTER ROLE "app" PASSWORD <SCRAM verifier, 4096 iterations, [^']* not shown>$/),
    ]);
    expect(JSON.stringify(lines)).not.toContain('SCRAM-SHA-256$');
    expect(await loginOverTcp(cluster, 'app', password)).toBeNull();
    // Another state now: what was approved is not applied over a password that somebody has set since.
    expect(await applyScript(target, script, hooks, options)).toMatchObject({
      kind: 'refused',
      code: 'state-changed',
    });
    await weaken();
  });

  test('who may read pg_authid asks for the very verifier; others are not refused for not being able to', async () => {
    const plan = planOf('stored-password-not-scram', 'app');
    const holds = async (user: string, conditions: Plan['preconditions']) => {
      const client = await cluster.connect({ user, database: 'shop' });
      const answers = [];
      for (const { sql } of conditions) answers.push((await client.query(sql)).rows[0].holds);
      await client.end();
      return answers;
    };
    expect(await holds('postgres', plan.preconditions)).toEqual([true, true]);
    expect(await holds('postgres', plan.postconditions)).toEqual([false]);
    expect(await holds('keeper', plan.postconditions)).toEqual([true]);
    await cluster.sql(`ALTER ROLE app PASSWORD 'another one'`);
    expect(await holds('postgres', plan.postconditions)).toEqual([false]);
    await cluster.sql(plan.upText, 'shop', 'keeper');
    expect(await holds('postgres', plan.preconditions)).toEqual([true, false]);
    expect(await holds('postgres', plan.postconditions)).toEqual([true]);
    expect(JSON.stringify([plan.preconditions, plan.postconditions])).not.toContain('SCRAM-SHA-256$');
    await weaken();
  });

  test('its state is the same for whoever may read it, and unknown to others', async () => {
    const { changes } = planOf('stored-password-not-scram', 'app');
    const seenBy = (user: string) =>
      collect(clusterTarget(cluster, user, 'shop'), { now: now.collectedAt, databases: ['shop'] });
    const here = stateFingerprint(changes, now, null);
    expect(here).toHaveProperty('digest');
    expect(stateFingerprint(changes, await seenBy('postgres'), null)).toEqual(here);
    expect(stateFingerprint(changes, await seenBy('scan'), null)).toEqual({
      unknown: expect.stringContaining('needs EXECUTE on postern.password_kinds(), or superuser'),
    });
    await cluster.sql(`ALTER ROLE app PASSWORD '${scramVerifier('set by hand')}'`);
    expect(stateFingerprint(changes, await read(), null)).not.toEqual(here);
    await weaken();
  });

  test('a superuser’s password is refused to CREATEROLE, in words that do not repeat the verifier', async () => {
    const plan = planOf('stored-password-not-scram', 'admin');
    const done = await rehearse(clusterTarget(cluster, 'keeper', 'shop'), plan, emptyPolicy, {
      inventory: now,
      now: () => new Date(),
    });
    expect(done.outcome).toBe('failed');
    expect(done.reason).toContain('keeper');
    expect(JSON.stringify(done)).not.toContain('SCRAM-SHA-256$');
  });

  test('rotation moves the end of the password along; a role without one gets one instead of NOLOGIN', async () => {
    const policy: Policy = { version: 1, secrets: [{ credential: 'app', rotateEveryDays: 30 }] };
    const rotated = planOf('role-valid-until', 'app', policy);
    expect(rotated.changes.map((change) => change.do)).toEqual(['set-password', 'alter-role']);
    await cluster.sql(rotated.upText, 'shop', 'keeper');
    const given = planOf('role-without-password', 'hollow');
    expect(given.changes.map((change) => change.do)).toEqual(['set-password']);
    // What was none before can be none again.
    expect(given.irreversible).toBeNull();
    const target = clusterTarget(cluster, 'keeper', 'shop');
    const options = { inventory: await read(), now: () => new Date() };
    expect(await rehearse(target, given, policy, options)).toMatchObject({ outcome: 'ok', undo: 'ok' });
    await cluster.sql(given.upText, 'shop', 'keeper');
    await cluster.sql(given.downText, 'shop', 'keeper');
    expect(stateFingerprint(given.changes, await read(), null)).toEqual(
      stateFingerprint(given.changes, now, null),
    );
    await cluster.sql(given.upText, 'shop', 'keeper');
    for (const role of ['app', 'hollow']) expect(await loginOverTcp(cluster, role, password)).toBeNull();
    const after = await read();
    const judged = evaluate(
      ['role-valid-until', 'role-without-password', 'stored-password-not-scram'].flatMap(
        (id) => controlById(id) ?? [],
      ),
      factsOf(after),
      policy,
      () => null,
    );
    expect(judged.flatMap(({ findings }) => findings.map(({ object }) => object.role))).toEqual(['admin']);
    await weaken();
    await cluster.sql('ALTER ROLE hollow PASSWORD NULL');
  });

  test('it is no migration: a repository would keep the verifier', () => {
    const plan = planOf('stored-password-not-scram', 'app');
    expect(() => handOff('plain', { plan, title: 'x', at: new Date(0) })).toThrow('sets a password');
  });

  test('what goes along with it is said', () => {
    const { warnings, outside } = planOf('stored-password-not-scram', 'app');
    expect(warnings.join('\n')).toContain('with the old password is refused');
    expect(warnings.join('\n')).toContain('guesses offline');
    expect(outside.join()).toContain('Postern does not have it');
  });
});
