import { type BrowserContext, expect } from '@playwright/test';
import { test } from './journey.ts';
import { inOwnDatabase } from './own-database.ts';
import { address, signedIn } from './people.ts';
import { draft, invite, openDialog, password, state, take } from './remediation-steps.ts';

test.describe.configure({ mode: 'serial' });

let anna: BrowserContext;
let dana: BrowserContext;
let remo: BrowserContext;
/** The address of the remediation the journey is about, and that of its database's changes. */
let change = '';
let changes = '';

test.beforeAll(async ({ browser }) => {
  anna = await browser.newContext({ storageState: signedIn });
  dana = await invite(browser, 'Dana Dba', 'dba');
  remo = await invite(browser, 'Remo Reviewer', 'reviewer');
});
test.afterAll(async () => {
  for (const context of [anna, dana, remo]) await context.close();
});

test('an administrator says when changes may begin; what is wrong stands by its field', async () => {
  const page = await anna.newPage();
  await page.goto(`${address()}/findings`);
  const target = await page.locator('[data-finding-row]').first().getAttribute('data-target');
  changes = `${address()}/databases/${target}/changes`;
  await page.goto(changes);
  await page.getByRole('button', { name: 'Set one…' }).click();
  const zone = page.getByLabel('Time zone of the database');
  await expect(zone).toBeFocused();
  await zone.fill('Mars/Olympus');
  await page.getByLabel('Freeze days').fill('tomorrow');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('no such time zone')).toBeVisible();
  await expect(page.getByText('“tomorrow” is no day')).toBeVisible();
  await zone.fill('UTC');
  await page.getByLabel('Freeze days').fill('');
  for (const day of ['Sat', 'Sun']) await page.getByLabel(day, { exact: true }).check();
  // An hour that begins in two to three hours: closed now, whenever this runs.
  const hour = (ahead: number) => `${String((new Date().getUTCHours() + ahead) % 24).padStart(2, '0')}:00`;
  await page.getByLabel('From').fill(hour(3));
  await page.getByLabel('To', { exact: true }).fill(hour(4));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Closed; opens')).toBeVisible();
  await page.close();
});

test('approved, it is scheduled for the window, and taken off the schedule again', async () => {
  const page = await dana.newPage();
  change = await draft(page, 'public-table-grants');
  await take(page, 'Submit');
  await state(page, 'waits for approval');
  const theirs = await remo.newPage();
  await theirs.goto(change);
  await take(theirs, 'Approve', password);
  await theirs.close();
  await page.reload();
  await openDialog(page.getByRole('button', { name: 'Schedule…', exact: true }));
  const dialog = page.getByRole('dialog', { name: 'Schedule' });
  const time = dialog.getByLabel('Not before (UTC)');
  await expect(time).toBeFocused();
  await time.fill('2020-01-01T10:00');
  await dialog.getByLabel('Your password, again').fill(password['Your password, again']);
  await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(dialog.getByText('This time is over already.')).toBeVisible();
  await time.fill('');
  await dialog.getByLabel('Your password, again').fill(password['Your password, again']);
  await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await state(page, 'scheduled');
  await expect(page.getByText(/begins \d{4}-\d{2}-\d{2} \d{2}:00:00 UTC/)).toBeVisible();
  await page.getByRole('button', { name: 'Take off the schedule…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it off' }).click();
  await state(page, 'approved');
  await page.close();
});

test('without a window it may begin at any time again', async () => {
  const page = await anna.newPage();
  await page.goto(changes);
  await openDialog(page.getByRole('button', { name: 'Remove it…' }));
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText('None: an approved change may begin at any time.')).toBeVisible();
  await page.close();
});

test('a run whose end nobody knows is settled by a person, and the change withdrawn', async () => {
  const id = new URL(change).pathname.split('/').at(-1) ?? '';
  // As the worker leaves it whose connection was cut at COMMIT, and whose server can say nothing about the transaction.
  await inOwnDatabase(
    `UPDATE "Remediation" SET "state" = 'applying' WHERE "id" = '${id}';
     INSERT INTO "Execution" ("id", "remediationId", "versionId", "targetId", "direction")
       SELECT gen_random_uuid()::text, "id", "currentVersionId", "targetId", 'up' FROM "Remediation" WHERE "id" = '${id}';
     UPDATE "Execution" SET "state" = 'running' WHERE "remediationId" = '${id}' AND "state" = 'intent';
     UPDATE "Execution" SET "state" = 'needs-human' WHERE "remediationId" = '${id}' AND "state" = 'running';
     UPDATE "Remediation" SET "state" = 'needs-human' WHERE "id" = '${id}'`,
  );
  const page = await dana.newPage();
  await page.goto(change);
  await expect(
    page.getByRole('heading', { name: 'Postern cannot know whether it took effect' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Say what happened…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Say what happened' });
  await dialog.getByLabel('What happened').selectOption('Nothing of it is there');
  await dialog.getByLabel('How you know').fill('looked at the access list in psql');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await state(page, 'failed');
  await take(page, 'Withdraw', { 'Why (may stay empty)': 'the server is being moved first' });
  await state(page, 'withdrawn');
  await expect(page.getByRole('region', { name: 'History' })).toContainText(
    'looked at the access list in psql',
  );
  await expect(page.getByRole('region', { name: 'History' })).toContainText(
    'the server is being moved first',
  );
  await page.close();
});
