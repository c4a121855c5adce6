import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { address, administrator, signedIn } from './people.ts';
import { invite, openDialog } from './remediation-steps.ts';

const root = path.join(import.meta.dirname, '..');
const axe = readFileSync(path.join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
const email = 'fritz.forgetful@example.com';
const renewed = 'another sentence, quite long';

/** As axe finds the page, in both schemes; it is put into pages whose own policy would refuse it. */
async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const run: unknown = Reflect.get(globalThis, 'axe');
      const { violations } = await (
        run as { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      ).run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
    });
    expect(found).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

const openly = (browser: Browser, storageState?: string): Promise<BrowserContext> =>
  browser.newContext({ bypassCSP: true, ...(storageState === undefined ? {} : { storageState }) });

async function signIn(page: Page, password: string): Promise<void> {
  await page.goto(`${address()}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function chooseAnother(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  await expect(page.getByText(email)).toBeVisible();
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('New password again').fill(password);
  await page.getByRole('button', { name: 'Set the password and sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
}

const overview = (page: Page): Locator => page.getByRole('heading', { name: 'Overview', level: 1 });

test('an administrator makes a link, the person sets a new password with it, and everybody can see both', async ({
  browser,
}) => {
  const before = await invite(browser, 'Fritz Forgetful', 'reviewer');
  const old = await before.newPage();
  await old.goto(address());
  await expect(overview(old)).toBeVisible();

  const desk = await openly(browser, signedIn);
  const people = await desk.newPage();
  await people.goto(`${address()}/people`);
  const dialog = await openDialog(people.getByRole('button', { name: 'Password link for Fritz Forgetful…' }));
  await expectAccessible(people);
  await dialog.getByLabel('Your password, again').fill('not the password');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  await expect(dialog.getByText('The password is not right')).toBeVisible();
  await dialog.getByLabel('Your password, again').fill(administrator.password);
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const link = (await dialog.locator('code').textContent()) ?? '';
  expect(new URL(link).origin).toBe(address());
  await expectAccessible(people);
  await dialog.getByRole('button', { name: 'Done' }).click();
  const open = people.getByRole('table', { name: 'Open password links' });
  await expect(open.getByRole('row').filter({ hasText: email })).toContainText(administrator.name);

  // Nothing has changed for them yet, but they are told.
  await old.reload();
  await expect(old.getByText(/A link that sets a new password of yours was made/)).toContainText(
    administrator.email,
  );

  const desktop = await openly(browser);
  const page = await desktop.newPage();
  await page.goto(`${address()}/sign-in`);
  await expect(page.getByText('Forgotten your password?')).toBeVisible();
  await expectAccessible(page);
  await page.goto(link);
  await expectAccessible(page);
  await chooseAnother(page, link, renewed);
  await expect(page.getByText(/Your password was set .*, with a link made by/)).toContainText(
    administrator.email,
  );
  await page.getByRole('link', { name: 'your account' }).click();
  const links = page.getByRole('table', { name: 'Links for a new password of yours' });
  await expect(links.getByRole('row').nth(1)).toContainText('set your password');
  await expectAccessible(page);

  await old.reload();
  await expect(old).toHaveURL(/sign-in/);
  await signIn(old, administrator.password);
  await expect(old.getByText('This e-mail address and password do not go together.')).toBeVisible();
  await old.goto(link);
  await expect(old.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible();

  await people.reload();
  await expect(open).toHaveCount(0);
  const row = people.getByRole('row').filter({ hasText: email }).first();
  await expect(row).toContainText(`Password by a link made by ${administrator.name}`);
  await expectAccessible(people);
  await people.goto(`${address()}/trail?q=${encodeURIComponent(email)}`);
  await expect(people.getByText('made a password link for').last()).toBeVisible();
  await expect(people.getByText('set a new password with a link for').last()).toBeVisible();
  await expect(people.getByText(new URL(link).searchParams.get('token') ?? link)).toHaveCount(0);
  for (const context of [before, desk, desktop]) await context.close();
});

test('on the machine a command makes one while Postern runs, and the person can make it worthless', async ({
  browser,
}) => {
  const environment = { ...process.env, POSTERN_HOME: process.env.E2E_HOME ?? '' };
  const recover = (who: string) =>
    promisify(execFile)(path.join(root, 'node_modules/node/bin/node'), ['bin/recover.mjs', who], {
      cwd: root,
      env: environment,
    });
  await expect(recover('nobody@example.com')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Nobody has an account with the address nobody@example.com'),
  });
  const linkIn = ({ stdout }: { readonly stdout: string }) => /http\S+/.exec(stdout)?.[0] ?? '';
  const first = linkIn(await recover(email));
  expect(new URL(first).origin).toBe(address());

  const context = await openly(browser);
  const page = await context.newPage();
  await signIn(page, renewed);
  await expect(overview(page)).toBeVisible();
  await expect(page.getByText(/made .* by somebody on the machine/)).toBeVisible();
  await page.goto(`${address()}/account`);
  await page.getByRole('button', { name: 'Make it worthless' }).click();
  await expect(page.getByText(/not used: by the person it was for/)).toBeVisible();
  await expectAccessible(page);
  await page.goto(first);
  await expect(page.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible();

  const visitor = await openly(browser);
  const again = await visitor.newPage();
  await chooseAnother(again, linkIn(await recover(email)), `${renewed}, again`);
  await page.goto(address());
  await expect(page).toHaveURL(/sign-in/);
  for (const one of [context, visitor]) await one.close();
});
