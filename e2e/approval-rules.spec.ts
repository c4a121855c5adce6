import { type BrowserContext, expect, type Page } from '@playwright/test';
import { test } from './journey.ts';
import { address, signedIn } from './people.ts';
import { invite } from './remediation-steps.ts';

test.describe.configure({ mode: 'serial' });

let anna: BrowserContext;
let berta: BrowserContext;

test.beforeAll(async ({ browser }) => {
  anna = await browser.newContext({ storageState: signedIn });
  berta = await invite(browser, 'Berta Second', 'administrator');
});
test.afterAll(async () => {
  await anna.close();
  await berta.close();
});

const inForce = (page: Page) =>
  page.getByRole('region', { name: 'In force' }).getByRole('row', { name: /^Production, the server itself/ });

/** Writes how many people have to approve what the first rule is about. */
async function write(page: Page, approvals: string, reason: string): Promise<void> {
  await page.goto(`${address()}/remediation/rules`);
  await page.getByRole('button', { name: 'Change the rules…' }).click();
  await expect(page.getByLabel('Name').first()).toBeFocused();
  await page.getByLabel('Approvals').first().fill(approvals);
  await page.getByLabel('Why').fill(reason);
  await page.getByRole('button', { name: 'Save the rules' }).click();
}

test('stricter rules are in force at once', async () => {
  const page = await anna.newPage();
  await write(page, '2', 'two people for the server itself');
  await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
  await expect(inForce(page).getByRole('cell').nth(3)).toHaveText('2');
  await page.close();
});

test('what a rule must have stands by its field', async () => {
  const page = await anna.newPage();
  await page.goto(`${address()}/remediation/rules`);
  await page.getByRole('button', { name: 'Change the rules…' }).click();
  const rule = page.getByRole('group', { name: /^Rule Production, the server itself/ });
  await rule.getByLabel('production', { exact: true }).uncheck();
  await page.getByLabel('Why').fill('for nothing');
  await page.getByRole('button', { name: 'Save the rules' }).click();
  await expect(rule.getByText('On: at least one')).toBeVisible();
  await page.close();
});

test('looser rules wait: their author cannot agree, a second administrator can', async () => {
  const page = await anna.newPage();
  await write(page, '1', '<b>quicker</b> again');
  await expect(page.getByText('another administrator has to agree first')).toBeVisible();
  const own = page.getByRole('article', { name: 'Rules by Anna Administrator' });
  await expect(own).toContainText('<b>quicker</b> again');
  await expect(own).toContainText('production, roles and server, any severity: 1 instead of 2 approvals');
  await expect(own.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await expect(inForce(page).getByRole('cell').nth(3)).toHaveText('2');
  const hers = await berta.newPage();
  await hers.goto(`${address()}/remediation/rules`);
  await hers
    .getByRole('article', { name: 'Rules by Anna Administrator' })
    .getByRole('button', { name: 'Approve' })
    .click();
  await expect(hers.getByRole('article', { name: 'Rules by Anna Administrator' })).toHaveCount(0);
  await expect(inForce(hers).getByRole('cell').nth(3)).toHaveText('1');
  await hers.close();
  await page.close();
});
