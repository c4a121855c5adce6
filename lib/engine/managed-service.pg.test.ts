import { afterEach, expect, test } from 'vitest';
import type { TestCluster } from '../testing/cluster.ts';
import { clusterTarget } from '../testing/cluster-target.ts';
import { type Service, services, startManagedService } from '../testing/managed-service.ts';
import { registry } from './controls/registry.ts';
import { isProviderRole } from './controls/roles/system-role.ts';
import { collect } from './inventory/collect.ts';
import { judge } from './judge.ts';
import { emptyPolicy, type Policy } from './policy/policy.ts';
import type { ScanResult } from './scan-result.ts';

let cluster: TestCluster | null = null;
afterEach(async () => {
  await cluster?.stop();
  cluster = null;
});

const all = Object.keys(services).filter((name): name is Service => name in services);
const managed = all.filter((name) => services[name].tier !== null);

async function scanAs(user: string, policy: Policy = emptyPolicy): Promise<ScanResult> {
  if (cluster === null) throw new Error('no server');
  const now = () => new Date('2026-01-01T00:00:00Z');
  const inventory = await collect(clusterTarget(cluster, user), { now: now().toISOString() });
  return judge(inventory, policy, { id: 'x', startedAt: now().toISOString(), toolVersion: '0', now });
}

const verdict = (result: ScanResult, control: string) => {
  const found = result.verdicts.find((one) => one.control === control);
  if (!found) throw new Error(`no ${control}`);
  return found;
};
const rolesFound = (result: ScanResult, control: string) =>
  verdict(result, control)
    .findings.map((finding) => finding.object.role)
    .sort();

/** What an administrator may pass on and whose memberships inherit differs between the majors before 16 and since. */
const majors = [14, 16, 18] as const;
const onEach = (names: readonly Service[]) =>
  names.flatMap((service) => majors.map((major) => ({ service, major })));

test.each(onEach(all))(
  '$service $major: detected, its own accounts never found, no script it would refuse',
  async ({ service, major }) => {
    cluster = await startManagedService(service, { hbaReadable: true, major });
    const { substrate } = services[service];
    const result = await scanAs('scan');
    expect(result.inventory.substrate).toBe(substrate);
    const findings = result.verdicts.flatMap((one) => one.findings);
    expect(findings.length).toBeGreaterThan(10);
    const own = findings.filter(
      (finding) => finding.object.kind === 'role' && isProviderRole(substrate, finding.object.role ?? ''),
    );
    expect(own.map((finding) => finding.title)).toEqual([]);
    const plans = findings.map(result.planOf);
    expect(plans.some((plan) => plan.kind === 'config')).toBe(true);
    for (const plan of plans) {
      const script = `${plan.upText}\n${plan.downText}\n${plan.up.map((one) => one.sql).join('\n')}`;
      expect(script).not.toMatch(/ALTER SYSTEM|pg_reload_conf|SHOW hba_file/);
      expect(script).not.toMatch(/^(local|host)/m);
      if (plan.kind === 'config') expect(plan.up).toEqual([]);
    }
  },
);

test.each(onEach(managed))(
  '$service $major: members of its administrator role are counted like superusers',
  async ({ service, major }) => {
    cluster = await startManagedService(service, { major });
    const result = await scanAs('scan');
    expect(rolesFound(result, 'superuser-count')).toEqual(['deputy', 'master', 'ops']);
    expect(rolesFound(result, 'superuser-login-path')).toEqual(['helper']);
    // ADMIN on its own role, and on whom it creates, is what makes an administrator of one: only the service could take it.
    expect(rolesFound(result, 'membership-admin-option')).not.toContain('master');
    // What the tier holds is not said again, attribute by attribute.
    expect(rolesFound(result, 'createrole-attribute')).not.toContain('deputy');
    const approved: Policy = {
      ...emptyPolicy,
      roles: ['deputy', 'master', 'ops', 'helper'].map((role) => ({ role, kind: 'admin' as const })),
    };
    const said = await scanAs('scan', approved);
    expect(verdict(said, 'superuser-count').status).toBe('pass');
    expect(verdict(said, 'superuser-login-path').status).toBe('pass');
    // The one that the service itself makes is no finding.
    const { tier } = services[service];
    await cluster.sql(`REVOKE ${tier} FROM ops; REVOKE ${tier} FROM deputy`, 'postgres', 'master');
    expect(rolesFound(await scanAs('scan'), 'superuser-count')).toEqual([]);
  },
);

test.each(managed)(
  '%s: what it hides is unknown with its reason, and nobody is asked for a grant',
  async (service) => {
    cluster = await startManagedService(service);
    for (const user of ['scan', 'master']) {
      const result = await scanAs(user);
      for (const control of registry.filter((one) =>
        one.needs.some((name) => ['hba-rules', 'ident-mappings', 'password-kinds'].includes(name)),
      )) {
        const { status, reason, gaps } = verdict(result, control.id);
        expect([control.id, status]).toEqual([control.id, 'unknown']);
        expect(reason).toMatch(/managed service/);
        for (const gap of gaps) if (gap.input !== 'protected-settings') expect(gap.grant).toBeNull();
      }
    }
  },
);

test.each(managed)('%s: where pg_hba_file_rules may be read it is judged', async (service) => {
  cluster = await startManagedService(service, { hbaReadable: true });
  const result = await scanAs('scan');
  expect(verdict(result, 'hba-trust')).toMatchObject({ status: 'fail', gaps: [] });
});

test.each([
  ['rds', 'rds.force_ssl'],
  ['aurora', 'rds.force_ssl'],
  ['azure', 'require_secure_transport'],
] as const)('%s: %s answers for rules that nobody may read', async (service, name) => {
  cluster = await startManagedService(service, { setting: { name, value: 'on' } });
  expect(verdict(await scanAs('scan'), 'hba-plain-host')).toMatchObject({ status: 'pass' });
  await cluster.stop();
  cluster = await startManagedService(service, { setting: { name, value: 'off' } });
  const result = await scanAs('scan');
  const [finding] = verdict(result, 'hba-plain-host').findings;
  expect(finding).toMatchObject({ object: { kind: 'setting', name } });
  expect(finding && result.planOf(finding)).toMatchObject({
    kind: 'config',
    upText: expect.stringMatching(service === 'azure' ? /server parameters/ : /parameter group/),
  });
  // The rules themselves stay unknown.
  expect(verdict(result, 'hba-any-address').status).toBe('unknown');
});

test('Cloud SQL shows its SSL mode in no setting: unknown, and a setting of another service says nothing', async () => {
  cluster = await startManagedService('cloud-sql', { setting: { name: 'rds.force_ssl', value: 'on' } });
  expect(verdict(await scanAs('scan'), 'hba-plain-host').status).toBe('unknown');
});
