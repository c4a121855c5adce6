import { test as base, type Page } from '@playwright/test';

/**
 * Resolves when the page's scripts have taken over what the server sent: React marks the document it listens to. What is pressed
 * before that does nothing, which no person notices in the tenth of a second it takes, and a journey does.
 */
async function comeToLife(page: Page): Promise<void> {
  const deadline = Date.now() + 15_000;
  const alive = () =>
    page.evaluate(
      () =>
        document.querySelector('script[src*="/_next/"]') === null ||
        Object.keys(document).some((key) => key.startsWith('__reactContainer')),
    );
  // The page may lead on to another one meanwhile, which ends what is asked of it.
  while (!(await alive().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`${page.url()} did not come to life`);
    await page.waitForTimeout(20);
  }
}

/** Every page that is opened or loaded anew is waited for until it listens. */
function wait(page: Page): void {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...given) => {
    const response = await goto(...given);
    await comeToLife(page);
    return response;
  };
  page.reload = async (...given) => {
    const response = await reload(...given);
    await comeToLife(page);
    return response;
  };
}

/** Playwright's `test`, for journeys. */
export const test = base.extend<object, object>({
  browser: [
    async ({ browser }, use) => {
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (...given) => {
        const context = await newContext(...given);
        context.on('page', wait);
        return context;
      };
      await use(browser);
    },
    { scope: 'worker' },
  ],
});
