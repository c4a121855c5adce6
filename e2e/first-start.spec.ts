import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { parse } from '#lib/testing/parse-csv.ts';
import { test } from './journey.ts';
import { address, administrator, signedIn } from './people.ts';

test.describe.configure({ mode: 'serial' });

test('the one-time link makes the first administrator, once', async ({ page, context }) => {
  const link = process.env.E2E_SETUP_LINK ?? '';
  await page.goto(link);
  await page.getByLabel('Name').fill(administrator.name);
  await page.getByLabel('E-mail').fill(administrator.email);
  await page.getByLabel('Password', { exact: true }).fill(administrator.password);
  await page.getByLabel('Password again').fill(administrator.password);
  await page.locator('button[type=submit]').click();
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await context.storageState({ path: signedIn });

  const stranger = await context.browser()?.newContext();
  const again = await stranger?.newPage();
  await again?.goto(link);
  await expect(again?.locator('input[type=password]') ?? page.locator('body')).toHaveCount(0);
  await stranger?.close();
});

test.describe('signed in', () => {
  test.use({ storageState: signedIn });

  test('the demo was registered and scanned without being asked', async ({ page }) => {
    await page.goto(address());
    await expect(page.getByRole('link', { name: 'Demo shop' }).first()).toBeVisible();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText('PostgreSQL').or(page.getByText('18.')).first()).toBeVisible({
        timeout: 1_000,
      });
      await expect(page.getByRole('heading', { name: 'What is worst' })).toBeVisible({ timeout: 1_000 });
      await expect(page.locator('a[href^="/databases/"][href*="/findings/"]').first()).toBeVisible({
        timeout: 1_000,
      });
    }).toPass({ timeout: 60_000 });
  });

  test('from a threat in the matrix to the finding to its script', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(address());
    await page.getByRole('link', { name: 'Demo shop' }).first().click();
    await page
      .getByRole('navigation', { name: 'This database' })
      .getByRole('link', { name: 'Coverage' })
      .click();
    const row = page.getByRole('row', { name: /One customer sees or changes another customer/ });
    await expect(row).toContainText('Partial');
    await row.getByRole('button', { name: /, rows: / }).click();
    const panel = page.getByRole('dialog');
    await expect(panel).toContainText('rls-enabled-where-required');
    await panel
      .getByRole('listitem')
      .filter({ hasText: 'app.invoices holds rows of several tenants' })
      .last()
      .getByRole('link', { name: 'Mend this' })
      .click();

    await expect(
      page.getByRole('heading', { name: /app\.invoices holds rows of several tenants/ }),
    ).toBeVisible();
    await expect(page.getByRole('region', { name: 'Evidence' })).toBeVisible();
    const script = page.getByRole('tabpanel', { name: 'Mend' });
    await expect(script).toContainText('ENABLE ROW LEVEL SECURITY');
    await script.getByRole('button', { name: 'Copy' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
      'ALTER TABLE "app"."invoices" ENABLE ROW LEVEL SECURITY;',
    );
    const download = page.waitForEvent('download');
    await script.getByRole('button', { name: 'Download' }).click();
    expect(await readFile(await (await download).path(), 'utf8')).toContain('ENABLE ROW LEVEL SECURITY');
    await page.getByRole('tab', { name: 'Undo' }).click();
    await expect(page.getByRole('tabpanel', { name: 'Undo' })).toContainText('DISABLE ROW LEVEL SECURITY');
  });

  test('findings are filtered in the URL, and the export is exactly what is shown', async ({ page }) => {
    await page.goto(`${address()}/findings`);
    await page
      .getByRole('link', { name: 'Demo shop' })
      .first()
      .or(page.locator('a[href^="/databases/"]').first())
      .waitFor();
    const id = /databases\/([0-9a-f-]{36})/.exec(
      (await page.locator('a[href^="/databases/"][href*="/findings/"]').first().getAttribute('href')) ?? '',
    )?.[1];
    await page.goto(`${address()}/databases/${id}/findings?severity=critical`);
    const main = page.getByRole('main');
    await expect(main).toContainText(/\d+ finding/);
    await expect(page.getByRole('link', { name: 'CSV', exact: true })).toBeVisible();
    const shown = Number(/(\d+) finding/.exec((await main.textContent()) ?? '')?.[1]);
    expect(shown).toBeGreaterThan(3);

    const get = async (name: string) => {
      const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
      const answer = await page.request.get(new URL(href ?? '', address()).href);
      expect(answer.ok()).toBe(true);
      return answer.text();
    };
    const rows = parse(await get('CSV'));
    expect(rows).toHaveLength(shown);
    expect(new Set(rows.map((row) => row.severity))).toEqual(new Set(['critical']));
    const json: { findings: { severity: string }[] } = JSON.parse(await get('JSON'));
    expect(json.findings).toHaveLength(shown);
    expect(json.findings.every((finding) => finding.severity === 'critical')).toBe(true);
    expect(await get('Markdown')).toContain('app.invoices');
  });
});
