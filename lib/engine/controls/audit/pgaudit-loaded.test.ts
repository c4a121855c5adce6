import { expect, test } from 'vitest';
import { settingRow } from '../../../testing/setting-row.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { fixtureFacts } from '../../analysis/access-fixture.ts';
import { pgauditLoaded } from './pgaudit-loaded.ts';

const without = fixtureFacts({ cluster: { settings: [settingRow('log_statement', 'ddl')] } });
const settings = [settingRow('pgaudit.log', 'none')];
const pgaudit = { name: 'pgaudit', version: '17', defaultVersion: '17', schema: 'public', owner: 'postgres' };
const loaded = fixtureFacts({ cluster: { settings }, database: { extensions: [pgaudit] } });
const policy = (...events: string[]) => ({ version: 1 as const, audit: { events } });

test('waits for the policy to say what is audited', () => {
  const verdict = verdictOf(pgauditLoaded, without);
  expect([verdict.status, verdict.waitsFor]).toEqual(['unknown', ['audit']]);
});

test('fires where the policy demands reads and pgaudit is not there, silent where it is', () => {
  const verdict = verdictOf(pgauditLoaded, without, policy('ddl', 'read-regulated'));
  expect(verdict.status).toBe('fail');
  expect(verdict.findings[0]?.object).toEqual({ kind: 'setting', name: 'shared_preload_libraries' });
  expect(verdict.findings[0]?.remedy).toHaveProperty('manual');
  expect(verdictOf(pgauditLoaded, loaded, policy('ddl', 'read-regulated')).status).toBe('pass');
});

test('writes that nothing is sure to record keep it from passing', () => {
  const mod = fixtureFacts({ cluster: { settings: [settingRow('log_statement', 'mod')] } });
  const verdict = verdictOf(pgauditLoaded, mod, policy('ddl', 'write', 'write-regulated'));
  expect(verdict.status).toBe('unknown');
  expect(verdict.reason).toContain('WITH');
  expect(verdictOf(pgauditLoaded, loaded, policy('write')).status).toBe('pass');
});

test('not demanded where the server log can record all of it', () => {
  expect(verdictOf(pgauditLoaded, without, policy('ddl', 'role', 'failed-login')).status).toBe(
    'not-applicable',
  );
});

test('unknown when the settings were not read', () => {
  expect(verdictOf(pgauditLoaded, fixtureFacts({}), policy('read')).status).toBe('unknown');
});

test('each database needs the extension too', () => {
  const here = fixtureFacts({ cluster: { settings }, database: { extensions: [] } });
  const verdict = verdictOf(pgauditLoaded, here, policy('read'));
  expect(verdict.findings.map((finding) => finding.object.kind)).toEqual(['database']);
  const unread = verdictOf(pgauditLoaded, fixtureFacts({ cluster: { settings } }), policy('read'));
  expect(unread.status).toBe('unknown');
});
