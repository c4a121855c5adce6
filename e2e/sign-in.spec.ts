import { expect } from '@playwright/test';
import { test } from './journey.ts';
import { address, administrator } from './people.ts';

test('a wrong password and an unknown person get the same answer', async ({ page }) => {
  const answers: string[] = [];
  for (const email of [administrator.email, 'nobody@example.com']) {
    await page.goto(address());
    await expect(page).toHaveURL(/sign-in/);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('a wrong password entirely');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('status')).toBeVisible();
    answers.push((await page.getByRole('status').textContent()) ?? '');
  }
  expect(answers[0]).not.toBe('');
  expect(answers[0]).toBe(answers[1]);
  await expect(page).toHaveURL(/sign-in/);
});

test('after sign-out a copied cookie is dead', async ({ page, context }) => {
  await page.goto(address());
  await page.getByLabel('E-mail').fill(administrator.email);
  await page.getByLabel('Password').fill(administrator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  const copied = await context.storageState();

  await page.getByRole('button', { name: administrator.name }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);

  const thief = await context.browser()?.newContext({ storageState: copied });
  if (!thief) throw new Error('no browser');
  const stolen = await thief.newPage();
  await stolen.goto(address());
  await expect(stolen).toHaveURL(/sign-in/);
  expect((await thief.request.get(`${address()}/api/targets`)).status()).toBe(401);
  await thief.close();
});
