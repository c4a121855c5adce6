import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { test } from './journey.ts';
import { address, signedIn } from './people.ts';

test.describe.configure({ mode: 'serial' });
test.use({ storageState: signedIn });

/** The demo shop's own pages. */
async function demo(page: import('@playwright/test').Page): Promise<string> {
  await page.goto(`${address()}/databases`);
  const href = await page.getByRole('link', { name: 'Demo shop' }).first().getAttribute('href');
  return `${address()}${href ?? ''}`;
}

test('an open question is answered: filled in, shown as a change, saved as a version', async ({ page }) => {
  const base = await demo(page);
  await page.goto(`${base}/decisions?group=architecture`);
  const storage = page
    .getByRole('listitem')
    .filter({ hasText: 'Is the storage beneath the database encrypted' });
  await storage.getByLabel('Encrypted', { exact: true }).click();
  const bar = page.getByRole('region', { name: 'Your answers' });
  await bar.getByRole('button', { name: 'Show what changes' }).click();
  await expect(storage.getByText('Fill this in.').first()).toBeVisible();
  await storage.getByLabel('What encrypts it').fill('LUKS');
  await storage.getByLabel('Who holds the key').fill('dba team');
  await bar.getByRole('button', { name: 'Show what changes' }).click();
  await expect(bar.getByRole('region', { name: 'What changes in the policy' })).toContainText('dba team');
  await bar.getByLabel('Why', { exact: true }).fill('Asked the platform team');
  await bar.getByRole('button', { name: /Save as version/ }).click();
  await expect(bar).toContainText(/Saved as version \d+ of the policy/);
  await expect(page.getByText('Is the storage beneath the database encrypted')).toHaveCount(0);
  await page.goto(`${base}/policy`);
  await expect(page.getByText('Asked the platform team')).toBeVisible();
});

test('decide later keeps the question open, with the note', async ({ page }) => {
  await page.goto(`${await demo(page)}/decisions?group=architecture`);
  const backup = page.getByRole('listitem').filter({ hasText: 'how often is a restore tried' });
  await backup.getByRole('button', { name: 'Decide later…' }).click();
  await backup.getByLabel('Why it has to wait').fill('The new backup system comes in March');
  await backup.getByRole('button', { name: 'Put it off' }).click();
  await expect(backup).toContainText('Put off: The new backup system comes in March');
  await page.reload();
  await expect(page.getByText('how often is a restore tried')).toBeVisible();
});

test('many suspect columns are classified at once, and do not come back', async ({ page }) => {
  const base = await demo(page);
  await page.goto(`${base}/decisions?group=columns&q=app.customers.`);
  const rows = page.getByRole('table', { name: 'Open decisions' }).getByRole('row');
  // Counted only once the list has come: the page streams.
  const all = page.getByRole('checkbox', { name: /All \d+ on this page/ });
  await all.waitFor();
  const before = (await rows.count()) - 1;
  expect(before).toBeGreaterThan(1);
  await all.click();
  await page.getByLabel(`For the ${before} ticked`).selectOption('Not sensitive');
  const bar = page.getByRole('region', { name: 'Your answers' });
  await bar.getByRole('button', { name: 'Show what changes' }).click();
  await bar.getByLabel('Why', { exact: true }).fill('Only test data');
  await bar.getByRole('button', { name: /Save as version/ }).click();
  await expect(
    page.getByText('No decision fits').or(page.getByText('Nothing of this kind is open')),
  ).toBeVisible();
});

test('records: one as Markdown, all as a zip', async ({ page }) => {
  await page.goto(`${await demo(page)}/decisions?group=architecture`);
  const one = page.waitForEvent('download');
  await page.getByRole('link', { name: 'As a record' }).first().click();
  const record = await readFile(await (await one).path(), 'utf8');
  expect(record).toContain('- Status: proposed');
  const all = page.waitForEvent('download');
  await page.getByRole('link', { name: 'All as records (zip)' }).click();
  expect((await readFile(await (await all).path())).subarray(0, 2).toString()).toBe('PK');
});

test('a column says how it is kept, against what that helps, and who holds the key', async ({ page }) => {
  await page.goto(`${await demo(page)}/columns?database=shop&schema=app&relation=customers&column=ssn`);
  const encryption = page.getByRole('region', { name: 'Encryption' });
  await expect(encryption).toContainText('Does not defend against');
  // The storage was stated above: it answers a stolen disk, and its key has a holder. The next judgement brings it.
  await expect(async () => {
    await page.reload();
    await expect(encryption).toContainText('dba team', { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
});
