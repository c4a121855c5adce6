import { type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import { address, administrator, signedIn } from './people.ts';

/** A person of a role, invited by the administrator, signed in in a browser of their own. */
export async function invite(
  browser: Browser,
  name: string,
  role: 'administrator' | 'dba' | 'reviewer',
): Promise<BrowserContext> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`;
  const anna = await browser.newContext({ storageState: signedIn });
  const page = await anna.newPage();
  await page.goto(`${address()}/people`);
  const invitation: { path: string } = await page.evaluate(
    async (body) => {
      const answer = await fetch('/api/invitations', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.json();
    },
    { email, role },
  );
  await anna.close();
  const context = await browser.newContext();
  const invited = await context.newPage();
  await invited.goto(address() + invitation.path);
  await invited.getByLabel('Name').fill(name);
  await invited.getByLabel('Password', { exact: true }).fill(administrator.password);
  await invited.getByLabel('Password again').fill(administrator.password);
  await invited.locator('button[type=submit]').click();
  await expect(invited.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await invited.close();
  return context;
}

/** The demo's findings of one control, with the page's scripts running. */
export async function openFindings(page: Page, control: string): Promise<void> {
  await page.goto(`${address()}/findings`);
  const target = await page.locator('[data-finding-row]').first().getAttribute('data-target');
  await page.goto(`${address()}/databases/${target}/findings?control=${control}`);
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(page.locator('[data-finding-row]:focus')).toHaveCount(1, { timeout: 500 });
  }).toPass();
}

/** Plans the change for the finding at hand by the key `r`; answers the address of its page. */
export async function draft(page: Page, control: string): Promise<string> {
  await openFindings(page, control);
  await page.keyboard.press('r');
  await page
    .getByRole('dialog', { name: 'Remediate: one finding' })
    .getByRole('button', { name: 'Plan the change' })
    .click();
  await page.waitForURL(/\/remediation\/[0-9a-f-]{36}$/, { timeout: 60_000 });
  return page.url();
}

/** Presses a button until its dialog is there: what is pressed before a page has come to life does nothing. */
export async function openDialog(button: Locator): Promise<Locator> {
  const dialog = button.page().getByRole('dialog');
  await expect(async () => {
    if ((await dialog.count()) === 0) await button.click({ timeout: 2000 });
    await expect(dialog).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
  return dialog;
}

/** Presses one of the page's own steps and its dialog's button; over when the server has done it. */
export async function take(page: Page, step: string, fields: Readonly<Record<string, string>> = {}) {
  const dialog = await openDialog(
    page.getByRole('main').getByRole('button', { name: `${step}…`, exact: true }),
  );
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole('button', { name: step, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

/** What the dialogs of anything that lets a change run ask for. */
export const password = { 'Your password, again': administrator.password };
/** The page says that the remediation is in this state. */
export const state = (page: Page, words: string) =>
  expect(page.getByRole('article').getByText(words, { exact: true }).first()).toBeVisible({
    timeout: 60_000,
  });
