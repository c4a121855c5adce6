import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { permissionsDocument } from './permissions-document.ts';

test('docs/permissions.md is the table the door consults (node bin/generate-docs.ts writes it)', () => {
  const published = readFileSync(new URL('../../../docs/permissions.md', import.meta.url), 'utf8');
  expect(published).toBe(permissionsDocument());
});
