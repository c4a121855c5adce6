import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TextWriter } from './text-writer.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'postern-text-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

test('texts of any length come out as their UTF-8, surrogate pairs across every seam', async () => {
  const texts = [
    '',
    'a',
    '😀'.repeat(100_000),
    `x${'😀'.repeat(100_000)}`,
    'ä\u202e\n'.repeat(1_000_000),
    'z',
  ];
  const file = path.join(directory, 'out');
  const handle = await open(file, 'w');
  const writer = new TextWriter(handle);
  for (const text of texts) await writer.write(text);
  await writer.flush();
  await handle.close();
  expect(readFileSync(file, 'utf8') === texts.join('')).toBe(true);
});
