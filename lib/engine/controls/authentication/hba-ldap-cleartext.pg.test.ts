import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { hbaText } from '../../../testing/hba-lines.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel, unread } from '../../../testing/relabel-inventory.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { loadScriptParser } from '../../remediation/check-script.ts';
import { planFinding } from '../../remediation/plan-finding.ts';
import { hbaLdapCleartext } from './hba-ldap-cleartext.ts';
import { hbaTrust } from './hba-trust.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

// The servers of the tests are built without LDAP and refuse the method, so a real rule is given another one.
test.each([14, 18] as const)('rules of PostgreSQL %i with the method ldap', async (major) => {
  await loadScriptParser();
  const cluster = await startCluster({ major, hba: hbaText('host all all 10.0.1.0/24 scram-sha-256') });
  started.push(cluster);
  const inventory = await inventoryOf(cluster);
  const under = (...options: readonly string[]) =>
    relabel(inventory, 'hba-rules', (rows) =>
      rows.map((row) => (row.type === 'host' ? { ...row, method: 'ldap', options } : row)),
    );
  const judge = (...options: readonly string[]) => verdictOf(hbaLdapCleartext, factsOf(under(...options)));
  expect(verdictOf(hbaLdapCleartext, factsOf(inventory)).status, 'no such rule').toBe('pass');
  expect(judge('ldapserver=l', 'ldapprefix=uid', 'ldaptls=1').status).toBe('pass');
  // As the view has it, where the file says ldaptls=1.
  const shown = ['ldapserver=l', 'ldaptls=true', 'ldapprefix=uid', 'ldapscope=2'];
  expect(judge(...shown).status).toBe('pass');
  expect(judge('ldapserver=l', 'ldapprefix=uid', 'ldapscheme=ldaps').status).toBe('pass');
  expect(judge('ldapurl=ldaps://l/dc=x').status).toBe('pass');

  const open = judge('ldapserver=l', 'ldapprefix=uid');
  expect(open.status).toBe('fail');
  const [finding] = open.findings;
  if (!finding) throw new Error('no finding');
  const plan = planFinding(finding, under('ldapserver=l', 'ldapprefix=uid'));
  expect(plan.upText).toContain('ldaptls=1');

  // Another rule is mended in the same file: this one keeps its TLS.
  const beside = relabel(under(...shown), 'hba-rules', (rows) =>
    rows.flatMap((row) =>
      row.type === 'host'
        ? [row, { ...row, line: row.line + 1, address: '10.0.2.0', method: 'trust', options: [] }]
        : [row],
    ),
  );
  const [trusting] = verdictOf(hbaTrust, factsOf(beside)).findings.filter(
    (one) => 'changes' in one.remedy && JSON.stringify(one.object).includes('10.0.2.0'),
  );
  if (!trusting) throw new Error('no finding about trust');
  expect(planFinding(trusting, beside).upText).toContain('ldap ldapserver=l ldaptls=1 ldapprefix=uid\n');

  const secret = judge('ldapserver=l', 'ldapbinddn=x', 'ldapbindpasswd=[secret]');
  expect(secret.findings[0]?.remedy, 'a secret that was never read is never written').toHaveProperty(
    'manual',
  );
  expect(verdictOf(hbaLdapCleartext, factsOf(unread(inventory, 'hba-rules'))).status).toBe('unknown');
});
