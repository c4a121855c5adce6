import { expect, type Page } from '@playwright/test';
import { scanRoleScript } from '#lib/engine/connect/scan-role-script.ts';
import { scramVerifier } from '#lib/engine/connect/scram-verifier.ts';
import { startCluster, type TestCluster } from '#lib/testing/cluster.ts';
import { test } from './journey.ts';
import { address, signedIn } from './people.ts';
import { type SlowProxy, slowProxy } from './slow-proxy.ts';

test.use({ storageState: signedIn });
test.describe.configure({ mode: 'serial' });

const password = `p@ss/w:ord?#%&'"`;
let cluster: TestCluster;
let proxy: SlowProxy;

test.beforeAll(async () => {
  cluster = await startCluster({ major: 16 });
  await cluster.sql('CREATE DATABASE "second shop"');
  const script = scanRoleScript({
    versionNum: 160000,
    substrate: 'self-managed',
    databases: ['postgres', 'second shop'],
    roleName: 'postern_scan',
    passwordVerifier: scramVerifier(password),
  });
  for (const part of script.parts) await cluster.sql(part.sql, part.database ?? 'postgres');
  await cluster.sql(
    'CREATE TABLE public."<img src=x onerror=alert(1)>" (a int); GRANT SELECT ON public."<img src=x onerror=alert(1)>" TO PUBLIC',
    'second shop',
  );
  await cluster.setHba('local all postgres trust\nhost all postern_scan 127.0.0.1/32 scram-sha-256\n');
  proxy = await slowProxy(cluster.port);
});

test.afterAll(async () => {
  await proxy?.close();
  await cluster?.stop();
});

async function fill(page: Page, port: number, secret: string): Promise<void> {
  await page.goto(`${address()}/databases/new`);
  const url = `postgres://postern_scan:${encodeURIComponent(secret)}@127.0.0.1:${port}/postgres?sslmode=prefer`;
  await page.getByLabel('Paste a connection URL').fill(url);
  await page.getByRole('button', { name: 'Take apart' }).click();
  await expect(page.getByLabel('Host', { exact: true })).toHaveValue('127.0.0.1');
}

test('a wrong password and a closed port are said in words', async ({ page }) => {
  await fill(page, cluster.port, 'not the password');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('main')).toContainText(/password|authentication/i);
  await page.getByLabel('Port').fill('1');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('main')).toContainText(/refused/i);
});

test('register a second database: tested, scanned, its hostile names inert', async ({ page }) => {
  page.on('dialog', () => {
    throw new Error('a name from the scanned server ran as script');
  });
  await fill(page, cluster.port, password);
  await page.getByLabel('Name', { exact: true }).fill('Second shop');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('main')).toContainText(/without TLS|no TLS|not encrypted|plain/i);
  await page.getByRole('button', { name: 'Register and scan' }).click();
  await expect(page.getByRole('heading', { name: /Second shop/, level: 1 })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(/PostgreSQL 16/, { timeout: 60_000 });
  await page
    .getByRole('navigation', { name: 'This database' })
    .getByRole('link', { name: /^Findings/ })
    .click();
  await page.getByPlaceholder('Title, object or control').fill('onerror');
  await expect(page.getByText('<img src=x onerror=alert(1)>').first()).toBeVisible();
});

test('a scan that hangs can be cancelled, and the last good result stays', async ({ page }) => {
  await fill(page, proxy.port, password);
  await page.getByLabel('Name', { exact: true }).fill('Slow shop');
  await page.getByRole('button', { name: 'Register and scan' }).click();
  await expect(page.getByRole('heading', { name: /Slow shop/, level: 1 })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(/PostgreSQL 16/, { timeout: 60_000 });

  proxy.hold();
  await page.getByRole('button', { name: 'Scan now' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Scan now' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(/cancelled/i);
  await expect(page.getByRole('main')).toContainText(/PostgreSQL 16/);
});
