import { expect, type Page } from '@playwright/test';
import { parse } from '#lib/testing/parse-csv.ts';
import { test } from './journey.ts';
import { address, signedIn } from './people.ts';

test.use({ storageState: signedIn });

async function file(page: Page, name: string): Promise<string> {
  const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
  const answer = await page.request.get(new URL(href ?? '', address()).href);
  expect(answer.ok()).toBe(true);
  return answer.text();
}

test('the fleet’s findings are exported exactly as they are filtered', async ({ page }) => {
  await page.goto(`${address()}/findings?severity=high`);
  await expect(page.getByRole('main')).toContainText(/\d+ finding/);
  const shown = Number(/(\d+) finding/.exec((await page.getByRole('main').textContent()) ?? '')?.[1]);
  expect(shown).toBeGreaterThan(3);
  const rows = parse(await file(page, 'CSV')).filter((row) => row.state !== 'unknown');
  expect(rows).toHaveLength(shown);
  expect(new Set(rows.map((row) => row.severity))).toEqual(new Set(['high']));
  const json: { servers: { findings: unknown[] }[] } = JSON.parse(await file(page, 'JSON'));
  expect(json.servers.flatMap((one) => one.findings)).toHaveLength(shown);
  expect(await file(page, 'Markdown')).toContain('## Demo shop');
});

test('one scan says the same on its overview, in its list, in every file and in the catalogue', async ({
  page,
}) => {
  await page.goto(`${address()}/databases`);
  await page.getByRole('link', { name: 'Demo shop' }).first().click();
  await page.waitForURL(/databases\/[0-9a-f-]{36}$/);
  const base = page.url();
  const main = page.getByRole('main');
  await page.goto(`${base}/findings`);
  await expect(main).toContainText(/\d+ findings/);
  const list = (await main.textContent()) ?? '';
  const shown = Number(/(\d+) findings/.exec(list)?.[1]);
  const json: {
    controls: { status: string }[];
    findings: { severity: string }[];
    score: { value: number };
  } = JSON.parse(await file(page, 'JSON'));
  expect(json.findings).toHaveLength(shown);
  expect(parse(await file(page, 'CSV'))).toHaveLength(shown);
  await page.goto(base);
  await expect(main).toContainText(`${json.score.value.toFixed(1)} %`);
  const overview = (await main.textContent()) ?? '';
  for (const [severity, word] of [
    ['critical', 'Critical'],
    ['high', 'High'],
    ['medium', 'Medium'],
  ] as const) {
    const count = json.findings.filter((finding) => finding.severity === severity).length;
    expect(overview).toContain(`${count}${word}`);
    expect(list).toContain(`${word}${count}`);
  }
  for (const [status, word] of [
    ['fail', 'Fail'],
    ['unknown', 'Unknown'],
    ['pass', 'Pass'],
  ] as const)
    expect(overview).toContain(`${json.controls.filter((one) => one.status === status).length}${word}`);
});

test('the trail is exported with its seals', async ({ page }) => {
  await page.goto(`${address()}/trail`);
  const json: { entries: { previous: string; hash: string }[] } = JSON.parse(await file(page, 'JSON'));
  expect(json.entries.length).toBeGreaterThan(3);
  for (const [at, entry] of json.entries.entries())
    expect(entry.previous).toBe(json.entries[at - 1]?.hash ?? '');
  expect(parse(await file(page, 'CSV')).length).toBeGreaterThanOrEqual(json.entries.length);
});
