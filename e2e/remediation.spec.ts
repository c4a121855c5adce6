import { readFile } from 'node:fs/promises';
import { type BrowserContext, expect } from '@playwright/test';
import { test } from './journey.ts';
import { address, administrator } from './people.ts';
import { draft, invite, password, state, take } from './remediation-steps.ts';

test.describe.configure({ mode: 'serial' });

let dora: BrowserContext;
let rita: BrowserContext;
/** The address of the remediation the journey is about. */
let change = '';

test.beforeAll(async ({ browser }) => {
  dora = await invite(browser, 'Dora Dba', 'dba');
  rita = await invite(browser, 'Rita Remedy', 'reviewer');
});
test.afterAll(async () => {
  await dora.close();
  await rita.close();
});

test('a DBA drafts a change from a finding, by keyboard, and rehearses it', async () => {
  const page = await dora.newPage();
  change = await draft(page, 'grant-option');
  await state(page, 'draft');
  const script = page.getByRole('region', { name: 'Before and after' });
  await expect(script).toContainText('GRANT OPTION');
  await expect(page.getByRole('region', { name: 'Who and what is affected' })).toContainText('reporting_ro');
  await page.getByRole('tab', { name: 'Undo' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Undo' })).toContainText('WITH GRANT OPTION');
  await take(page, 'Rehearse');
  const rehearsal = page.getByRole('region', { name: 'Rehearsal' });
  await expect(rehearsal.getByText('ok, rolled back')).toBeVisible({ timeout: 60_000 });
  await expect(rehearsal).toContainText('one finding');
  await page.close();
});

test('submitted, its author cannot approve it, by no way', async () => {
  const page = await dora.newPage();
  await page.goto(change);
  await take(page, 'Submit');
  await state(page, 'waits for approval');
  await expect(page.getByRole('button', { name: 'Approve…' })).toBeDisabled();
  await expect(page.getByText('Somebody else has to approve what you wrote')).toBeVisible();
  const view = await page.request.get(change.replace('/remediation/', '/api/remediations/'));
  const { version }: { version: { digest: string } } = await view.json();
  const status = await page.evaluate(
    async ({ path, body }) => {
      const answer = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.status;
    },
    {
      path: `${new URL(change).pathname.replace('/remediation/', '/api/remediations/')}/approve`,
      body: { digest: version.digest, proof: { password: administrator.password } },
    },
  );
  expect(status).toBe(403);
  await page.close();
});

test('a reviewer finds it waiting and approves it, with the password again', async () => {
  const page = await rita.newPage();
  await page.goto(address());
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Remediation/ }),
  ).toContainText('waiting for you');
  await page.goto(`${address()}/remediation`);
  await page.locator('[data-queue-row]').first().waitFor();
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(page.locator('[data-queue-row]:focus')).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await page.keyboard.press('Enter');
  await page.waitForURL(change);
  await page.getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your password, again').fill('not my password');
  await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('The password is not right');
  await dialog.getByLabel('Your password, again').fill(administrator.password);
  await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
  await state(page, 'approved');
  await page.close();
});

test('an edit voids the approval; approved anew it can be applied', async () => {
  const page = await dora.newPage();
  await page.goto(change);
  await page.getByRole('button', { name: 'Edit…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit' });
  await expect(dialog).toContainText('The approvals given are void');
  await dialog.getByLabel('Title').fill('reporting_ro passes nothing on');
  await dialog.getByRole('button', { name: 'Plan anew' }).click();
  await state(page, 'draft');
  await expect(page.getByRole('heading', { name: 'reporting_ro passes nothing on' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Approvals' })).toContainText('does not count');
  await take(page, 'Submit');
  await state(page, 'waits for approval');
  const theirs = await rita.newPage();
  await theirs.goto(change);
  await take(theirs, 'Approve', password);
  await state(theirs, 'approved');
  await theirs.close();
  await page.close();
});

test('applied with the held credential, logged line by line, and proven by a scan', async () => {
  const page = await dora.newPage();
  await page.goto(change);
  await page.getByRole('button', { name: 'Apply…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Apply' });
  await expect(dialog).toContainText('postern_execute');
  await dialog.getByLabel('Your password, again').fill(administrator.password);
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  const runs = page.getByRole('region', { name: 'Runs' });
  await expect(runs.getByRole('region', { name: 'Log' }).first()).toContainText('REVOKE GRANT OPTION FOR', {
    timeout: 60_000,
  });
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('verified', { exact: true }).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 90_000 });
  await expect(page.getByRole('region', { name: 'Proof' })).toContainText('Proven');
  await page.close();
});

test('and taken back by its undo script', async () => {
  const page = await dora.newPage();
  await page.goto(change);
  await take(page, 'Undo', password);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('undone', { exact: true }).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Log' }).first()).toContainText('WITH GRANT OPTION');
  await page.close();
});

test('rejected with a reason, its author reads it', async () => {
  const page = await dora.newPage();
  const other = await draft(page, 'default-privileges-to-public');
  await take(page, 'Submit');
  await state(page, 'waits for approval');
  const theirs = await rita.newPage();
  await theirs.goto(other);
  await take(theirs, 'Reject', { Why: 'the nightly import <b>needs</b> it until Friday' });
  await state(theirs, 'rejected');
  await theirs.close();
  await page.reload();
  await expect(page.getByRole('article')).toContainText('the nightly import <b>needs</b> it until Friday');
  await page.close();
});

test('what migrations own is rehearsed, handed off as a migration, and followed', async () => {
  const page = await dora.newPage();
  await draft(page, 'rls-policies-but-disabled');
  await take(page, 'Rehearse');
  const rehearsal = page.getByRole('region', { name: 'Rehearsal' });
  await expect(rehearsal.getByText('ok, rolled back')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Hand off…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hand off as a migration' });
  await dialog.getByLabel('Format').selectOption('flyway');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Hand off and download' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.(zip|sql)$/);
  expect((await readFile(await file.path())).length).toBeGreaterThan(100);
  await state(page, 'handed off');
  const handedOff = page.getByRole('region', { name: 'Handed off' });
  await expect(handedOff).toContainText('not landed yet');
  await expect(handedOff).toContainText('Rehearsed');
  await page.close();
});
