import { expect } from '@playwright/test';
import { test } from './journey.ts';
import { address, signedIn } from './people.ts';

test.use({ storageState: signedIn });

test('a new password: made in the browser, shown once, sent as its verifier alone, and no page has that', async ({
  page,
}) => {
  await page.goto(`${address()}/findings`);
  const target = await page.locator('[data-finding-row]').first().getAttribute('data-target');
  await page.goto(`${address()}/databases/${target}/findings?control=stored-password-not-scram`);
  const fingerprint = await page
    .locator('[data-finding-row]')
    .filter({ hasText: 'legacy_app' })
    .getAttribute('data-fingerprint');
  await page.goto(`${address()}/databases/${target}/findings/${fingerprint}`);
  const sent: string[] = [];
  page.on('request', (request) => {
    sent.push(`${request.url()} ${request.postData() ?? ''}`);
  });

  const dialog = page.getByRole('dialog', { name: 'Remediate: one finding' });
  await expect(async () => {
    await page.getByRole('button', { name: 'Remediate…' }).click({ timeout: 1_000 });
    await expect(dialog).toBeVisible({ timeout: 500 });
  }).toPass();
  const field = dialog.getByLabel('New password');
  await expect(field).toHaveAttribute('type', 'password');
  await field.fill('short');
  await dialog.getByRole('button', { name: 'Plan the change' }).click();
  await expect(dialog).toContainText('fewer than 8 characters');
  await dialog.getByRole('button', { name: 'Make one' }).click();
  await expect(dialog.getByRole('status')).toContainText('shown this once');
  const password = await field.inputValue();
  expect(password).toHaveLength(32);
  await dialog.getByRole('button', { name: 'Plan the change' }).click();

  await page.waitForURL(/\/remediation\/[0-9a-f-]{36}$/);
  await expect(page.getByText('The verifier is shown nowhere in Postern')).toBeVisible();
  await page.getByRole('tab', { name: 'Script', exact: true }).click();
  const script = page.getByRole('region', { name: 'Script' });
  await expect(script).toContainText(
    /PASSWORD <SCRAM verifier, 4096 iterations, SHA-256 [0-9a-f]{12}, not shown>/,
  );
  expect(sent.filter((one) => one.includes('SCRAM-SHA-256$'))).toHaveLength(1);
  expect(sent.filter((one) => one.includes(password))).toEqual([]);
  const view = await page.request.get(
    `${address()}/api${new URL(page.url()).pathname.replace('remediation', 'remediations')}`,
  );
  expect(view.ok()).toBe(true);
  for (const text of [await page.content(), await view.text()]) {
    expect(text).not.toContain('SCRAM-SHA-256$');
    expect(text).not.toContain(password);
  }
  // Other journeys read the queue.
  await page.getByRole('button', { name: 'Withdraw…' }).click();
  const withdraw = page.getByRole('dialog', { name: 'Withdraw' });
  await withdraw.getByLabel('Why').fill('only tried');
  await withdraw.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await expect(page.getByText('withdrawn', { exact: true }).first()).toBeVisible();
});
