import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import { test } from './journey.ts';
import { address, signedIn } from './people.ts';

const root = path.join(import.meta.dirname, '..');
const axe = readFileSync(path.join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

/** Where each page of the product is, as the signed-in administrator finds it; `null`: only without being signed in. */
function places(database: string, finding: string): Readonly<Record<string, string | null>> {
  return {
    '(auth)/invitation': '/invitation?token=none',
    '(auth)/no-access': '/no-access',
    '(auth)/password': '/password?token=none',
    '(auth)/setup': '/setup?token=none',
    '(auth)/sign-in': null,
    '(console)/(overview)': '/',
    '(console)/account': '/account',
    '(console)/controls/(list)': '/controls',
    '(console)/controls/[id]': '/controls/rls-enabled-where-required',
    '(console)/coverage': '/coverage',
    '(console)/databases/(list)': '/databases',
    '(console)/databases/[id]/(overview)': database,
    '(console)/databases/[id]/access': `${database}/access`,
    '(console)/databases/[id]/access/paths': `${database}/access/paths`,
    '(console)/databases/[id]/access/roles': `${database}/access/roles`,
    '(console)/databases/[id]/access/why': `${database}/access/why`,
    '(console)/databases/[id]/changes': `${database}/changes`,
    '(console)/databases/[id]/columns': `${database}/columns`,
    '(console)/databases/[id]/coverage': `${database}/coverage`,
    '(console)/databases/[id]/decisions': `${database}/decisions`,
    '(console)/databases/[id]/findings/(list)': `${database}/findings`,
    '(console)/databases/[id]/findings/[fingerprint]': finding,
    '(console)/databases/[id]/model': `${database}/model`,
    '(console)/databases/[id]/network': `${database}/network`,
    '(console)/databases/[id]/policy': `${database}/policy`,
    '(console)/databases/[id]/rows': `${database}/rows`,
    '(console)/databases/[id]/scans': `${database}/scans`,
    '(console)/databases/[id]/visibility': `${database}/visibility`,
    '(console)/databases/new': '/databases/new',
    '(console)/findings': '/findings',
    '(console)/findings/requests': '/findings/requests',
    '(console)/frameworks/(list)': '/frameworks',
    '(console)/frameworks/[standard]': '/frameworks/gdpr',
    '(console)/people': '/people',
    '(console)/policy': '/policy',
    '(console)/remediation/(list)': '/remediation',
    // There may be none yet: then this is the page that says there is nothing.
    '(console)/remediation/[id]': '/remediation/none',
    '(console)/remediation/rules': '/remediation/rules',
    '(console)/reports': '/reports',
    '(console)/threats': '/threats',
    '(console)/trail': '/trail',
  };
}

/** What axe has to say against the page as it stands; by these rules, or by all. */
async function accessibility(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (only) => {
    const run: unknown = Reflect.get(globalThis, 'axe');
    const { violations } = await (
      run as {
        run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      }
    ).run(only.length === 0 ? {} : { runOnly: { type: 'rule', values: only } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
  }, rules);
}

async function addresses(browser: Browser): Promise<readonly string[]> {
  const context = await browser.newContext({ storageState: signedIn });
  const page = await context.newPage();
  await page.goto(`${address()}/findings`);
  const finding = await page
    .locator('a[href^="/databases/"][href*="/findings/"]')
    .first()
    .getAttribute('href');
  await context.close();
  const database = /^\/databases\/[0-9a-f-]{36}/.exec(finding ?? '')?.[0];
  if (!finding || !database) throw new Error('no finding to open');
  const known = places(database, finding);
  const pages = globSync('**/page.tsx', { cwd: path.join(root, 'app') }).map((file) => path.dirname(file));
  // A page nobody looks at here is a page nobody looks at.
  expect(pages.sort()).toEqual(Object.keys(known).sort());
  return [...Object.values(known).filter((place) => place !== null), '/no-such-page', `${database}/none`];
}

const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

test('every page is readable by everybody, light and dark, wide and narrow, and says no error', async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const all = await addresses(browser);
  // axe is put into the page, which the page's own policy refuses.
  const context = await browser.newContext({ storageState: signedIn, bypassCSP: true });
  const page = await context.newPage();
  const wrong: string[] = [];
  let at = '';
  page.on('pageerror', (error) => wrong.push(`${at}: ${error.message}`));
  page.on('console', (message) => {
    const missing = message.text().includes('status of 404') && /no-such-page|none/.test(at);
    if (['error', 'warning'].includes(message.type()) && !missing) wrong.push(`${at}: ${message.text()}`);
  });
  for (at of all) {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(wide);
    await page.goto(address() + at);
    await expect(page.locator('h1')).toHaveCount(1);
    if (!/ · Postern$/.test(await page.title())) wrong.push(`${at}: title ${await page.title()}`);
    for (const one of await accessibility(page)) wrong.push(`${at}: ${one}`);
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const one of await accessibility(page, ['color-contrast'])) wrong.push(`${at}, dark: ${one}`);
    for (const size of [wide, narrow]) {
      await page.setViewportSize(size);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > size.width) wrong.push(`${at}: ${width} px wide in ${size.width}`);
    }
    const narrowOnly = ['scrollable-region-focusable', 'target-size'];
    for (const one of await accessibility(page, narrowOnly)) wrong.push(`${at}, narrow: ${one}`);
  }
  expect(wrong).toEqual([]);
  await context.close();
});
