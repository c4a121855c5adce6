import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { test } from './journey.ts';
import { address, signedIn } from './people.ts';

test.use({ storageState: signedIn });

/** A page of the demo, by its tab. */
async function open(page: Page, tab: string): Promise<void> {
  await page.goto(address());
  await page.getByRole('link', { name: 'Demo shop' }).first().click();
  await page
    .getByRole('navigation', { name: 'This database' })
    .getByRole('link', { name: tab, exact: true })
    .click();
  await page.waitForURL(new RegExp(`/${tab.toLowerCase()}$`));
}

test('why a role can read a table, as words and as a picture, and what if the grant went', async ({
  page,
}) => {
  await open(page, 'Access');
  await page.getByRole('link', { name: 'readonly_user', exact: true }).click();
  await page.waitForURL(/role=readonly_user/);
  await page.getByPlaceholder('Object').fill('customers');
  await page.waitForURL(/q=customers/);
  // The address changes before the list does; a click meanwhile would be overtaken by it.
  await expect(page.getByText(/^\d objects?$/)).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'app.customers' }).first();
  await row.getByRole('link', { name: /^SELECT/ }).click();

  await expect(page.getByRole('heading', { name: /Why readonly_user can SELECT/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'In words' })).toContainText('SELECT is granted to PUBLIC');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'SVG' }).click();
  const svg = await readFile(await (await saved).path(), 'utf8');
  expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
  expect(svg).toContain('readonly_user');

  await page.getByRole('link', { name: 'What if it went' }).click();
  const losses = page.getByRole('table', { name: 'Who would lose what' });
  await expect(losses.getByRole('row').filter({ hasText: 'readonly_user' })).toContainText('loses it');
  // The owner and the application's group have it by grants of their own.
  await expect(losses.getByRole('row').filter({ hasText: /^app_/ })).toHaveCount(0);
});

test('who can use a table: superusers, now and after SET ROLE', async ({ page }) => {
  await open(page, 'Access');
  await page.getByRole('link', { name: 'Who can do it' }).click();
  await page.waitForURL(/by=object/);
  await page.getByPlaceholder('Object').fill('orders');
  await page.waitForURL(/q=orders/);
  // The address changes before the list does; a click meanwhile would be overtaken by it.
  await expect(page.getByText(/^\d objects?$/)).toBeVisible();
  await page.getByRole('link', { name: 'app.orders', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: 'on_call' });
  await expect(row.getByRole('link', { name: /^DELETE after SET ROLE/ })).toBeVisible();
  await page.getByRole('link', { name: 'Now', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: 'on_call' })).toHaveCount(0);
});

test('a role, its neighbours and the way it leads to superuser', async ({ page }) => {
  await open(page, 'Access');
  const views = page.getByRole('navigation', { name: 'Views of access' });
  await views.getByRole('link', { name: 'Roles' }).click();
  await page.waitForURL(/\/access\/roles/);
  await page.getByRole('link', { name: 'on_call', exact: true }).click();
  const role = page.getByRole('region', { name: 'The chosen role' });
  await expect(role.getByRole('table', { name: 'Memberships around the role' })).toContainText('dba_anna');
  await expect(role.locator('svg[data-picture]')).toContainText('dba_anna');

  await views.getByRole('link', { name: 'Attack paths' }).click();
  const path = page.getByRole('row').filter({ hasText: '"on_call" may SET ROLE to "dba_anna"' });
  await expect(path).toContainText('superuser');
});

test('a connection is tried, and a reject that comes too late is marked', async ({ page }) => {
  await open(page, 'Network');
  const late = page.getByRole('row').filter({ hasText: 'ci_deploy 0.0.0.0/0 reject' });
  await expect(late).toContainText('rejects too late');
  await expect(late.getByRole('link', { name: /^line \d+$/ })).toBeVisible();

  const form = async (values: Readonly<Record<string, string>>) => {
    for (const [label, value] of Object.entries(values)) await page.getByLabel(label).fill(value);
    await page.getByRole('button', { name: 'Decide' }).click();
  };
  const answer = page.getByRole('region', { name: 'Answer' });
  await form({ Role: 'ci_deploy', 'To database': 'shop', 'From address': '203.0.113.9' });
  await expect(answer).toContainText('asks for scram-sha-256');
  await expect(answer).toContainText('host all all 0.0.0.0/0');
  await form({ Role: 'legacy_app', 'To database': 'legacy', 'From address': '10.20.0.5' });
  await expect(answer).toContainText('trust, which asks for nothing');
  await form({ 'From address': '2001:db8::1' });
  await expect(answer).toContainText('no rule matches');
  await form({ 'From address': 'db.example.com' });
  await expect(page.getByText('Not an IP address')).toBeVisible();
});

test('row security, table by table, and the ways round it', async ({ page }) => {
  await open(page, 'Rows');
  await page.getByRole('link', { name: /^Need it and lack it/ }).click();
  await expect(page.getByRole('row').filter({ hasText: 'app.invoices' })).toContainText('off');
  await page.getByRole('link', { name: /^All/ }).click();
  await page.getByRole('link', { name: 'app.orders', exact: true }).click();
  const ways = page.getByRole('table', { name: 'Ways round row security' });
  await expect(ways.getByRole('row').filter({ hasText: 'reporting.order_overview' })).toContainText(
    'readonly_user',
  );
  await expect(ways.getByRole('row').filter({ hasText: 'TRUNCATE' })).toContainText('etl');
});

test('who reads a classified column, by which path, and who is not meant to', async ({ page }) => {
  await open(page, 'Columns');
  await page.getByRole('link', { name: 'app.customers.ssn', exact: true }).click();
  const readers = page.getByRole('table', { name: 'Who reads the column, and by which path' });
  const row = readers.getByRole('row').filter({ hasText: 'support_agent' });
  await expect(row).toContainText('not meant to');
  await row.getByRole('link').click();
  await expect(page.getByRole('region', { name: 'In words' })).toContainText('"pg_read_all_data"');
});
