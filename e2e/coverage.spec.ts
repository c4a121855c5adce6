import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { parse } from '#lib/testing/parse-csv.ts';
import { test } from './journey.ts';
import { address, signedIn } from './people.ts';

test.use({ storageState: signedIn });
test.describe.configure({ mode: 'serial' });

const tenants = /One customer sees or changes another customer/;

/** The demo's matrix; answers its address. */
async function openMatrix(page: Page): Promise<string> {
  await page.goto(address());
  const href = await page.getByRole('link', { name: 'Demo shop' }).first().getAttribute('href');
  const matrix = `${address()}${href}/coverage`;
  await page.goto(matrix);
  await expect(page.getByRole('row', { name: tenants })).toBeVisible();
  return matrix;
}

test('boundaries stand beside threats, gaps on top, and arrow keys lead to what is behind a cell', async ({
  page,
}) => {
  await openMatrix(page);
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows.nth(1)).toContainText(/Open:/);
  await expect(page.getByRole('row').filter({ hasText: '10.0.1.0/24' })).toContainText('Boundary');

  const row = page.getByRole('row', { name: tenants });
  await row.getByRole('button').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog');
  await expect(panel.getByRole('link', { name: 'Mend this' }).first()).toBeVisible();
  await expect(panel).toContainText(/enforced in \w+/);
  await expect(panel).toContainText('NIST 800-53');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
});

test('filters stand in the address, narrow the matrix, and are what is exported', async ({ page }) => {
  const matrix = await openMatrix(page);
  await page.getByLabel('Area', { exact: true }).selectOption('rows');
  await page.waitForURL(/area=rows/);
  await page.getByLabel('State', { exact: true }).selectOption('missing');
  await page.waitForURL(/state=missing/);
  const table = page.getByRole('table');
  await expect(table.getByRole('columnheader')).toHaveCount(3);
  const shown = (await table.getByRole('row').count()) - 1;
  expect(shown).toBeGreaterThan(0);

  const file = async (name: string) => {
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name, exact: true }).click();
    return readFile(await (await saved).path(), 'utf8');
  };
  const lines = parse(await file('CSV'));
  expect(new Set(lines.map((line) => line.id)).size).toBe(shown);
  expect(new Set(lines.map((line) => `${line.area} ${line.state}`))).toEqual(new Set(['rows missing']));
  expect(await file('Markdown')).toContain('Only area: rows; state: missing');
  expect(await file('SVG')).toMatch(/<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);

  await page.getByRole('link', { name: 'Show all' }).click();
  await page.waitForURL(matrix);
  await page.getByRole('button', { name: 'rows', exact: true }).click();
  await page.waitForURL(/unfold=rows/);
  await expect(page.getByRole('columnheader', { name: 'rls-not-forced' })).toBeVisible();
});

test('one database of the server has its own states', async ({ page }) => {
  await openMatrix(page);
  await page.getByLabel('Database of this server').selectOption('legacy');
  await page.waitForURL(/database=legacy/);
  // What is wrong in shop is not wrong in legacy.
  await expect(page.getByRole('row', { name: tenants })).not.toContainText('28 findings');
});

test('a note stands beside the computed risk, with its author and its history', async ({ page }) => {
  await openMatrix(page);
  const open = () => page.getByRole('row', { name: tenants }).getByRole('button').first().click();
  await open();
  const panel = page.getByRole('dialog');
  const write = async (button: string, text: string) => {
    await panel.getByRole('button', { name: button }).click();
    await panel.getByLabel('What remains, and why it is borne').fill(text);
    await panel.getByRole('button', { name: 'Save' }).click();
    await expect(panel.getByRole('blockquote').first()).toContainText(text);
  };
  await write('Write a note', 'Partners are told apart by their own view');
  await write('Change the note', 'Until the move to row security in May');
  await panel.getByText('History').click();
  await expect(panel).toContainText('Partners are told apart by their own view');
  await expect(panel.getByRole('blockquote').first()).toContainText('Anna');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { name: tenants })).toContainText('Until the move to row security');
});

test('it prints on one landscape page', async ({ page }) => {
  await openMatrix(page);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page(?!s)/g)).toHaveLength(1);
  const [, width = '0', height = '0'] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
  expect(Number(width)).toBeGreaterThan(Number(height));
});

test('the score shows its arithmetic, and leads to what would raise it', async ({ page }) => {
  await page.goto(address());
  await page.getByRole('link', { name: 'Demo shop' }).first().click();
  const score = page.getByRole('region', { name: 'Score' });
  await expect(score).toContainText(/\d+ of \d+ points/);
  const [, earned, possible] = /(\d+) of (\d+) points/.exec((await score.textContent()) ?? '') ?? [];
  expect(Number(earned)).toBeLessThan(Number(possible));
  await score.getByRole('link').first().click();
  await page.waitForURL(/findings\?control=/);
});

test('a threat of one’s own is added in the app, and a built-in one set aside with a reason', async ({
  page,
}) => {
  await page.goto(`${address()}/threats`);
  await page.getByRole('button', { name: 'Add a threat' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Title').fill('A partner reads more than its own orders');
  await form.getByLabel('Id', { exact: true }).fill('partner-misuse');
  await form.getByLabel('In the policy of').selectOption({ label: 'Demo shop' });
  await form.getByLabel('Reason').fill('new integration');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  const own = page.getByRole('listitem').filter({ hasText: 'partner-misuse' });
  await expect(own).toContainText('added by Demo shop');
  await expect(own).toContainText('No control');

  const loss = page.getByRole('listitem').filter({ hasText: 'unrecoverable-loss' }).first();
  await loss.getByRole('button', { name: 'Set aside…' }).click();
  await form.getByLabel('In the policy of').selectOption({ label: 'Demo shop' });
  await form.getByLabel('Reason').fill('rebuilt from the source every night');
  await form.getByRole('button', { name: 'Set aside', exact: true }).click();
  await expect(loss).toContainText('Set aside by Demo shop: rebuilt from the source every night');

  // The new policy is judged on what was read: the matrix has the gap, and the threat that counts no more.
  await expect(async () => {
    await openMatrix(page);
    await expect(page.getByRole('row', { name: /A partner reads more/ })).toContainText(
      'no control stands against it',
      { timeout: 1_000 },
    );
    await expect(page.getByRole('row', { name: /Data is lost or destroyed/ })).toContainText(
      'rebuilt from the source',
      { timeout: 1_000 },
    );
  }).toPass({ timeout: 60_000 });
});
