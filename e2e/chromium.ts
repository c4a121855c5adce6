import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser the journeys run in: the system's Chromium, or the one Playwright downloaded; null where there is none. */
export function chromiumPath(): string | null {
  const own = chromium.executablePath();
  return [...installed, own].find((path) => path !== '' && existsSync(path)) ?? null;
}

/** Installs Debian's Chromium where that is possible; otherwise throws, saying what to do. Tests are never skipped for it. */
export function ensureChromium(): string {
  const present = chromiumPath();
  if (present !== null) return present;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
      spawnSync('apt-get', args, {
        stdio: 'inherit',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    }
  }
  const path = chromiumPath();
  if (path !== null) return path;
  throw new Error(
    'the browser tests need Chromium: apt-get install chromium (as root), or npx playwright install chromium',
  );
}
