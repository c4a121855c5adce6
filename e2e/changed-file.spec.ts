import { expect, type Page } from '@playwright/test';
import { test } from './journey.ts';
import { address, signedIn } from './people.ts';

test.use({ storageState: signedIn });

async function open(page: Page): Promise<void> {
  await page.goto(address());
  await page.getByRole('link', { name: 'Demo shop' }).first().click();
  await page
    .getByRole('navigation', { name: 'This database' })
    .getByRole('link', { name: 'Network', exact: true })
    .click();
  await page.waitForURL(/\/network$/);
}

test('what a changed pg_hba.conf would do: refused lines, rules that go, and who reaches less', async ({
  page,
}) => {
  await open(page);
  const file = page.getByLabel('The whole pg_hba.conf, as it would become');
  const ask = page.getByRole('button', { name: 'What would it change?' });

  await file.fill('host all all 0.0.0.0/0 scrum\n');
  await ask.click();
  const answer = page.getByRole('region', { name: 'What the changed file would do' });
  await expect(answer).toContainText('would refuse this pg_hba.conf as a whole');
  await expect(answer).toContainText('line 1');
  await expect(answer).not.toContainText('Rules');

  await file.fill('local all all peer\nhost all all 127.0.0.1/32 scram-sha-256\n');
  await ask.click();
  await expect(answer).toContainText('Rules');
  await expect(answer.getByRole('listitem').filter({ hasText: 'removed:' }).first()).toBeVisible();
  await expect(answer.getByRole('row').filter({ hasText: 'legacy_app' }).first()).toBeVisible();
});
