import { ensureChromium } from './chromium.ts';

process.stdout.write(`browser: ${ensureChromium()}\n`);
