import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

test('package-lock.json names the optional packages of every platform, so that npm ci works on each', () => {
  const lock: { packages: Readonly<Record<string, Locked>> } = JSON.parse(
    readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
  );
  const missing = Object.entries(lock.packages).flatMap(([at, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => {
      const nested = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
      return !(nested in lock.packages) && !(`node_modules/${name}` in lock.packages);
    }),
  );
  // npm leaves out what the registry it asks does not have; such a lock file installs here and nowhere else.
  expect(missing).toEqual([]);
});
