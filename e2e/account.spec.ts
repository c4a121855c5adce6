import { expect } from '@playwright/test';
import { test } from './journey.ts';
import { address, administrator } from './people.ts';
import { invite } from './remediation-steps.ts';

const email = 'petra.person@example.com';
const renewed = 'another sentence, quite long';

test('a person changes the own password, and every other session is over', async ({ browser }) => {
  const here = await invite(browser, 'Petra Person', 'reviewer');
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(address());
  await other.getByLabel('E-mail').fill(email);
  await other.getByLabel('Password').fill(administrator.password);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();

  const page = await here.newPage();
  await page.goto(address());
  await page.getByRole('button', { name: 'Petra Person' }).click();
  await page.getByRole('menuitem', { name: 'Your account' }).click();
  const sessions = page.getByRole('table', { name: 'Your sessions' });
  await expect(sessions.getByRole('row')).toHaveCount(3);
  await expect(sessions.getByText('This one')).toHaveCount(1);

  const change = async (current: string) => {
    await page.getByLabel('Current password').fill(current);
    await page.getByLabel('New password', { exact: true }).fill(renewed);
    await page.getByLabel('New password again').fill(renewed);
    await page.getByRole('button', { name: 'Change the password' }).click();
  };
  await change('not the current one');
  await expect(page.getByText('The password is not right')).toBeVisible();
  await change(administrator.password);
  await expect(page.getByText('Your password is changed')).toBeVisible();
  await expect(sessions.getByRole('row')).toHaveCount(2);
  await other.reload();
  await expect(other).toHaveURL(/sign-in/);

  await other.getByLabel('E-mail').fill(email);
  await other.getByLabel('Password').fill(renewed);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await page.reload();
  await sessions.getByRole('button', { name: /^End/ }).click();
  await expect(sessions.getByRole('row')).toHaveCount(2);
  await other.reload();
  await expect(other).toHaveURL(/sign-in/);
  await here.close();
  await elsewhere.close();
});
