import { expect, type Page } from '@playwright/test';
import { test } from './journey.ts';
import { address, administrator, signedIn } from './people.ts';

test.use({ storageState: signedIn });
test.describe.configure({ mode: 'serial' });

/** The demo's policy page; its first scan is over. */
async function policyPage(page: Page): Promise<string> {
  await page.goto(`${address()}/databases`);
  await page.getByRole('link', { name: 'Demo shop' }).first().click();
  await page.waitForURL(/\/databases\/[0-9a-f-]{36}/);
  const base = `${/^.*\/databases\/[0-9a-f-]{36}/.exec(page.url())?.[0]}/policy`;
  await expect(async () => {
    await page.goto(base);
    await expect(page.getByText(/scanned/).first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  return base;
}

async function openText(page: Page, base: string) {
  await page.goto(`${base}?edit=1`);
  await page.getByRole('button', { name: 'Add to boundaries' }).waitFor();
  await page.getByRole('button', { name: 'As text' }).click();
  return page.getByLabel('Policy, as YAML');
}

/** Other journeys write versions too: which one is in force, as the editor says. */
async function versionInForce(page: Page, base: string): Promise<number> {
  await page.goto(`${base}?edit=1`);
  const button = page.getByRole('button', { name: /Save as version/ });
  return Number(/\d+/.exec((await button.textContent()) ?? '')?.[0]) - 1;
}

async function save(page: Page, why: string) {
  await page.getByLabel('Why').fill(why);
  await page.getByRole('button', { name: /Save as version/ }).click();
}

test('a form and a text edit one draft, and its comments stay', async ({ page }) => {
  const base = await policyPage(page);
  const text = await openText(page, base);
  await text.fill((await text.inputValue()).replace('- id: admin', '- id: admin # the jump hosts'));
  await page.getByRole('button', { name: 'As a form' }).click();

  await page.getByRole('button', { name: 'Edit admin' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel('Address ranges, one a line')
    .or(dialog.getByLabel('Address ranges'))
    .first()
    .fill('10.0.9.0/33');
  await dialog.getByRole('button', { name: 'Write to the draft' }).click();
  await expect(dialog).toContainText('"10.0.9.0/33" is not an address range.');
  await dialog.getByLabel('Address ranges').first().fill('10.0.9.0/29');
  await dialog.getByRole('button', { name: 'Write to the draft' }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByLabel('Environment (optional)').selectOption('staging');

  await page.getByRole('button', { name: 'As text' }).click();
  await expect(text).toHaveValue(/- id: admin # the jump hosts\n {4}cidrs: \[10\.0\.9\.0\/29\]/);
  await expect(text).toHaveValue(/environment: staging/);
  await page.getByRole('button', { name: 'Preview what would change' }).click();
  await expect(page.getByText(/Verdicts that change|No verdict, finding/).first()).toBeVisible({
    timeout: 60_000,
  });
  await save(page, 'The jump hosts are fewer');
  await page.waitForURL(base);
  await expect(page.getByRole('listitem').filter({ hasText: 'The jump hosts are fewer' })).toContainText(
    administrator.name,
  );
});

test('saving has the last snapshot judged again, without a scan', async ({ page }) => {
  const base = await policyPage(page);
  const version = await versionInForce(page, base);
  await expect(async () => {
    await page.goto(base);
    await expect(page.getByText(/judged again/).first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  await page.goto(base.replace(/policy$/, 'scans'));
  await expect(page.getByRole('row').filter({ hasText: 'judged again' }).first()).toContainText(
    `v${version}`,
  );
  await page.goto(base);
  await page.getByRole('link', { name: 'what changed' }).first().click();
  await expect(
    page.getByRole('region', { name: new RegExp(`From version ${version - 1} to version ${version}$`) }),
  ).toContainText('environment: staging');
});

test('two people at once: nothing is lost, and the second one goes on knowingly', async ({
  page,
  context,
}) => {
  const base = await policyPage(page);
  const version = await versionInForce(page, base);
  const text = await openText(page, base);
  await text.fill(`${await text.inputValue()}# at the end\n`);
  const other = await context.newPage();
  const theirs = await openText(other, base);
  await theirs.fill(`# at the beginning\n${await theirs.inputValue()}`);
  await save(other, 'I was faster');
  await other.waitForURL(base);

  await save(page, 'I was slower');
  await expect(page.getByText(`Your draft was written from version ${version}`)).toBeVisible();
  await expect(page.getByText('I was faster').first()).toBeVisible();
  await expect(
    page.getByRole('region', { name: `What changed from version ${version} to ${version + 1}` }),
  ).toContainText('# at the beginning');
  await expect(text).toHaveValue(/# at the end/);
  await page.getByRole('button', { name: `Put my changes on top of version ${version + 1}` }).click();
  await expect(text).toHaveValue(/# at the beginning[\s\S]*# at the end/);
  await page.getByRole('button', { name: `Save as version ${version + 2}` }).click();
  await page.waitForURL(base);
  await expect(page.getByText('I was slower').first()).toBeVisible();
});

test('a contradiction and a name that is not there are said by line', async ({ page }) => {
  const base = await policyPage(page);
  const version = await versionInForce(page, base);
  const text = await openText(page, base);
  const before = await text.inputValue();
  await text.fill(
    before.replace(
      'roles:\n',
      'roles:\n  - { role: etl_helper, kind: owner }\n  - { role: no_such_role, kind: person }\n',
    ),
  );
  await save(page, 'wrong');
  const problems = page.getByRole('list', { name: 'Problems' });
  await expect(problems).toContainText('The role "etl_helper" has two kinds: owner and application.');
  await text.fill(before.replace('roles:\n', 'roles:\n  - { role: no_such_role, kind: person }\n'));
  await page.getByRole('button', { name: 'As a form' }).click();
  await expect(problems).toContainText('The snapshot has no role "no_such_role".');
  await page.goto(base);
  await expect(
    page
      .getByRole('strong')
      .or(page.locator('strong'))
      .filter({ hasText: `Version ${version}` }),
  ).toBeVisible();
});

test('accepted risk waits for somebody else', async ({ page }) => {
  const base = await policyPage(page);
  await page.goto(`${base}?edit=1`);
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await page.getByRole('button', { name: /Add to exceptions/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Control', { exact: true }).fill('superuser-count');
  await dialog.getByLabel('Object (optional)').fill('role:postgres');
  await dialog.getByLabel('Reason', { exact: true }).fill('until the move');
  await dialog.getByLabel('Approved by', { exact: true }).fill('ciso');
  await dialog.getByLabel('Expires', { exact: true }).fill('2030-01-31');
  await dialog.getByRole('button', { name: 'Add to the draft' }).click();
  await expect(dialog).toHaveCount(0);
  await save(page, 'Accept it for now');
  await page.waitForURL(/proposed=1/);
  const waiting = page.getByRole('region', { name: 'Waiting for a second person' });
  await expect(waiting).toContainText('Accept it for now');
  await expect(waiting.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await waiting.getByRole('button', { name: 'Withdraw it' }).click();
  await expect(waiting).toHaveCount(0);
});

test("the organisation's policy lies under the database's", async ({ page }) => {
  await page.goto(`${address()}/policy?edit=1`);
  await page.getByRole('button', { name: /Add to secrets/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Credential', { exact: true }).fill('backup encryption key');
  await dialog.getByLabel('Owner (optional)').fill('dba team');
  await dialog.getByRole('button', { name: 'Add to the draft' }).click();
  await expect(dialog).toHaveCount(0);
  await save(page, 'For everybody');
  await page.waitForURL(`${address()}/policy`);
  const base = await policyPage(page);
  await page.goto(`${base}?view=effective`);
  await expect(page.getByRole('row').filter({ hasText: 'backup encryption key' })).toContainText(
    'organisation',
  );
  await expect(page.getByRole('row').filter({ hasText: 'shop_owner' })).toContainText('this database');
});
