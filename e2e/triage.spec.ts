import { type BrowserContext, expect, type Page } from '@playwright/test';
import { test } from './journey.ts';
import { address, administrator, signedIn } from './people.ts';

test.use({ storageState: signedIn });
test.describe.configure({ mode: 'serial' });

const reviewer = { name: 'Rita Triage', email: 'rita.triage@example.com' };
const hostile = '<img src=x onerror=alert(1)> \u202edesrever';
let rita: BrowserContext;

/** Opens the demo's findings and answers their address. */
async function openFindings(page: Page, search = ''): Promise<string> {
  await page.goto(`${address()}/findings`);
  const target = await page.locator('[data-finding-row]').first().getAttribute('data-target');
  const list = `${address()}/databases/${target}/findings`;
  await page.goto(list + search);
  await page.locator('[data-finding-row]').first().waitFor();
  return list;
}

/** Presses `j` until the page listens: keys work from when its scripts run. */
async function firstRow(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(page.locator('[data-finding-row]:focus')).toHaveCount(1, { timeout: 500 });
  }).toPass();
  const rows = await page.locator('[data-finding-row]').count();
  for (let at = 0; at < rows; at += 1) await page.keyboard.press('k');
}

/** A judgement under the new policy follows by itself; the page is looked at until it shows it. */
async function comesTrue(page: Page, shown: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload();
    await shown();
  }).toPass({ timeout: 60_000 });
}

test.beforeAll(async ({ browser }) => {
  const anna = await browser.newContext({ storageState: signedIn });
  const page = await anna.newPage();
  await page.goto(`${address()}/people`);
  const invitation: { path: string } = await page.evaluate(async (email) => {
    const answer = await fetch('/api/invitations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, role: 'reviewer' }),
    });
    return answer.json();
  }, reviewer.email);
  await anna.close();
  rita = await browser.newContext();
  const invited = await rita.newPage();
  await invited.goto(address() + invitation.path);
  await invited.getByLabel('Name').fill(reviewer.name);
  await invited.getByLabel('Password', { exact: true }).fill(administrator.password);
  await invited.getByLabel('Password again').fill(administrator.password);
  await invited.locator('button[type=submit]').click();
  await expect(invited.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
});
test.afterAll(() => rita.close());

test('from the keyboard: select, ask for acceptance, and nobody approves their own', async ({ page }) => {
  await openFindings(page, '?control=pii-column-broad-access');
  await firstRow(page);
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect(page.getByRole('region', { name: 'Selected findings' })).toContainText('2 selected');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Accept the risk');
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Accept the risk: 2 findings' });
  await dialog.getByLabel('Reason').fill('support reads it until the new desk is there');
  await dialog.getByLabel('Compensating control').fill('every read is in the audit log');
  await dialog.getByRole('button', { name: 'Ask for acceptance' }).click();
  await expect(page.getByText('Acceptance waits for approval')).toHaveCount(2);

  await page.goto(`${address()}/findings/requests`);
  const request = page.getByRole('article', { name: 'Acceptance of 2 findings' });
  await expect(request).toContainText('somebody else has to approve it');
  await expect(request.getByRole('button', { name: 'Approve' })).toHaveCount(0);
});

test('another person approves, and the policy and the list say so', async ({ page }) => {
  const theirs = await rita.newPage();
  await theirs.goto(address());
  await expect(theirs.getByRole('region', { name: 'What waits for you' })).toContainText(
    'request for your approval',
  );
  await theirs.goto(`${address()}/findings/requests`);
  const request = theirs.getByRole('article', { name: 'Acceptance of 2 findings' });
  await request.getByRole('button', { name: 'Approve' }).click();
  await expect(request).toContainText(`approved by ${reviewer.name}`);
  await theirs.close();

  const list = await openFindings(page);
  await page.goto(`${list}?control=pii-column-broad-access&state=accepted`);
  await comesTrue(page, () => expect(page.getByText('Accepted until')).toHaveCount(2, { timeout: 2000 }));
  await page.locator('[data-finding-row]').first().click();
  const panel = page.getByRole('dialog');
  await expect(panel).toContainText(`Meanwhile: every read is in the audit log`);
  await expect(panel.getByRole('region', { name: 'History' })).toContainText('approved the acceptance');
  const target = /databases\/([0-9a-f-]{36})/.exec(list)?.[1];
  const json = await page.request.get(
    `${address()}/api/targets/${target}/export?format=json&state=accepted&control=pii-column-broad-access`,
  );
  const exported: { findings: { life: { state: string }; accepted: { compensatingControl: string } }[] } =
    await json.json();
  expect(exported.findings.map((finding) => finding.life.state)).toEqual(['accepted', 'accepted']);
  expect(exported.findings[0]?.accepted.compensatingControl).toBe('every read is in the audit log');
});

test('a known superuser is approved as baseline by two, and its control passes', async ({ page }) => {
  const theirs = await rita.newPage();
  const list = await openFindings(theirs, '?control=superuser-count&accepted=all');
  const rows = await theirs.locator('[data-finding-row]').count();
  await theirs.getByLabel('Select all on this page').check();
  await theirs
    .getByRole('region', { name: 'Selected findings' })
    .getByRole('button', { name: 'Baseline…' })
    .click();
  await theirs.getByLabel('Reason').fill('the administrators of the demo');
  await theirs.getByRole('button', { name: 'Ask for approval' }).click();
  await expect(theirs.getByText('Baseline waits for approval')).toHaveCount(rows);
  await theirs.close();

  await page.goto(`${address()}/findings/requests`);
  const request = page.getByRole('article', { name: /^Baseline of/ });
  await request.getByRole('button', { name: 'Approve' }).click();
  await expect(request).toContainText('in policy version');
  await page.goto(`${list}?control=superuser-count&state=baseline`);
  await comesTrue(page, () =>
    expect(page.locator('[data-finding-row]')).toHaveCount(rows, { timeout: 2000 }),
  );
  await page.locator('[data-finding-row]').first().click();
  await expect(page.getByRole('dialog')).toContainText('No finding: the baseline approves this row');
});

test('assigned, commented and found again; what somebody writes is text', async ({ page }) => {
  const list = await openFindings(page, '?severity=low');
  await firstRow(page);
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Assign: one finding' });
  await dialog.getByLabel('Assign to').selectOption({ label: reviewer.name });
  await dialog.getByLabel('Due').fill('2030-01-31');
  await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
  await expect(page.getByText('due 2030-01-31')).toBeVisible();
  await firstRow(page);
  await page.keyboard.press('c');
  await page.getByLabel('Comment', { exact: true }).fill(hostile);
  await page.getByRole('dialog').getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const theirs = await rita.newPage();
  await theirs.goto(`${list}?assignee=me`);
  await theirs.locator('[data-finding-row]').first().click();
  const history = theirs.getByRole('dialog').getByRole('region', { name: 'History' });
  await expect(history).toContainText('<img src=x onerror=alert(1)>');
  await expect(history).toContainText('RLO');
  await expect(history.locator('img')).toHaveCount(0);
  await theirs.close();
});
