import { expect } from '@playwright/test';
import { test } from './journey.ts';
import { address, signedIn } from './people.ts';
import { openFindings } from './remediation-steps.ts';

test.use({ storageState: signedIn });

test('by keyboard alone one never loses the place: what closes gives the focus back', async ({ page }) => {
  await openFindings(page, 'rls-enabled-where-required');
  await page.keyboard.press('j');
  const row = page.locator('[data-finding-row]').nth(1);
  await expect(row).toBeFocused();
  for (const [key, name] of [
    ['?', 'Keys'],
    ['e', 'Assign: one finding'],
    ['a', 'Accept the risk: one finding'],
    ['r', 'Remediate: one finding'],
    ['Control+k', 'Search or go to'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(row).toBeFocused();
  }
});

test('on a narrow screen the findings come first, and the filters unfold above them', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${address()}/findings`);
  await expect(page.locator('[data-finding-row]').first()).toBeInViewport();
  const filters = page.getByRole('complementary', { name: 'Filters' });
  const critical = filters.getByRole('link', { name: /Critical/ });
  await expect(critical).toBeHidden();
  await expect(async () => {
    await filters.getByRole('button', { name: 'Filters' }).click();
    await expect(critical).toBeVisible({ timeout: 500 });
  }).toPass();
  await critical.click();
  await expect(page).toHaveURL(/severity=critical/);
});
