import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { removeRunDirectories } from '#lib/testing/run-directory.ts';
import { startProduct } from './product.ts';

/** Processes whose command line names this data directory. */
function leftovers(home: string): string {
  try {
    return execFileSync('pgrep', ['-af', home], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** Starts the product once for all journeys, and holds it to its promise that one Ctrl-C stops all of it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const product = await startProduct();
  process.env.E2E_ADDRESS = product.address;
  process.env.E2E_SETUP_LINK = product.setupLink;
  process.env.E2E_HOME = product.home;
  return async () => {
    removeRunDirectories();
    const ending = await product.stop();
    const left = leftovers(product.home);
    if (![0, 130, 'SIGINT'].includes(ending)) throw new Error(`npm start ended with ${ending} after Ctrl-C`);
    if (left !== '') throw new Error(`left behind after Ctrl-C:\n${left}`);
    rmSync(product.home, { recursive: true, force: true });
  };
}
