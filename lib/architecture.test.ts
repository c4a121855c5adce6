import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

// The rooms of the house and which way imports may point (docs/architecture.md). A back edge fails here.

const root = path.join(import.meta.dirname, '..');

/** Engine rooms in order: each may import itself and what stands before it. Rooms on one line do not know each other. */
const engineOrder: readonly (readonly string[])[] = [
  ['model'],
  ['connect'],
  ['inventory'],
  ['analysis'],
  ['policy'],
  ['controls'],
  ['coverage', 'remediation', 'verification'],
  ['scan'],
  ['report'],
];

function sources(directory: string): readonly string[] {
  return readdirSync(path.join(root, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('/generated/'));
}

const isTest = (file: string) =>
  /\.(test|spec)\.tsx?$/.test(file) || file.includes('-fixture') || file.startsWith('lib/testing/');

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function imports(file: string): readonly Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\(\s*'([^']+)'/g;
  return [...text.matchAll(pattern)].flatMap((match) => {
    const target = match[3] ?? match[4] ?? '';
    const resolved = target.startsWith('#')
      ? target.slice(1)
      : target.startsWith('.')
        ? path.relative(root, path.resolve(root, path.dirname(file), target))
        : `npm:${target}`;
    return [{ from: file, to: resolved, typeOnly: match[2] !== undefined }];
  });
}

function engineRoom(file: string): string | null {
  if (!file.startsWith('lib/engine/')) return null;
  const room = file.split('/')[2] ?? '';
  if (room.endsWith('.ts')) return 'scan';
  return room;
}

const rank = (room: string) => engineOrder.findIndex((rooms) => rooms.includes(room));

const all = [...sources('lib'), ...sources('app'), ...sources('components')];
const code = all.filter((file) => !isTest(file));
const edges = code.flatMap(imports);

describe('imports point one way', () => {
  test('the scan sees real files', () => {
    expect(code.length).toBeGreaterThan(100);
    expect(edges.filter((edge) => !edge.to.startsWith('npm:')).length).toBeGreaterThan(200);
  });

  test('every engine room has its place', () => {
    expect(code.flatMap((file) => engineRoom(file) ?? []).filter((room) => rank(room) < 0)).toEqual([]);
  });

  test('no engine room imports a later one', () => {
    const back = edges.filter((edge) => {
      const from = engineRoom(edge.from);
      const to = engineRoom(edge.to);
      if (from === null || to === null || from === to) return false;
      return rank(to) >= rank(from);
    });
    expect(back.map((edge) => `${edge.from} -> ${edge.to}`)).toEqual([]);
  });

  test('the engine knows no service, no app, no framework and no database of its own', () => {
    const outward = edges.filter(
      (edge) =>
        edge.from.startsWith('lib/engine/') &&
        (/^npm:(next|react|@prisma|next-auth)/.test(edge.to) ||
          (edge.to.startsWith('lib/') && !edge.to.startsWith('lib/engine/'))),
    );
    expect(outward.map((edge) => `${edge.from} -> ${edge.to}`)).toEqual([]);
  });

  test('the service knows no page, the command line knows no service', () => {
    const wrong = edges.filter(
      (edge) =>
        (edge.from.startsWith('lib/service/') && /^(app|components|lib\/cli|lib\/launch)\//.test(edge.to)) ||
        (edge.from.startsWith('lib/cli/') && /^(app|components|lib\/service)\//.test(edge.to)),
    );
    expect(wrong.map((edge) => `${edge.from} -> ${edge.to}`)).toEqual([]);
  });

  test('components take only types from lib', () => {
    const values = edges.filter(
      (edge) => edge.from.startsWith('components/') && edge.to.startsWith('lib/') && !edge.typeOnly,
    );
    expect(values.map((edge) => `${edge.from} -> ${edge.to}`)).toEqual([]);
  });

  test('only lib/service/db touches Prisma', () => {
    const outside = edges.filter(
      (edge) =>
        !edge.from.startsWith('lib/service/db/') &&
        (/^npm:@prisma/.test(edge.to) || edge.to.includes('db/generated')),
    );
    expect(outside.map((edge) => `${edge.from} -> ${edge.to}`)).toEqual([]);
  });
});

describe('house habits', () => {
  test('only lib/env.ts reads the environment', () => {
    const readers = code.filter((file) =>
      /\bprocess\.env\b/.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(readers.filter((file) => file !== 'lib/env.ts' && file !== 'lib/cli/main.ts')).toEqual([]);
  });

  test('no file is named after nothing, none outgrows 250 lines', () => {
    const empty = code.filter((file) =>
      /(^|\/)(utils?|helpers?|misc|common|constants|types)(\/|\.tsx?$)/.test(file),
    );
    expect(empty.filter((file) => file !== 'lib/engine/inventory/sections/types.ts')).toEqual([]);
    expect(
      code.filter((file) => readFileSync(path.join(root, file), 'utf8').split('\n').length > 250),
    ).toEqual([]);
  });

  test('no test is skipped or runs alone', () => {
    const tests = [...all.filter(isTest), ...sources('e2e')];
    const set = tests.filter((file) =>
      /\b(it|test|describe)\.(skip|only|todo|fixme)\b/.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(set.filter((file) => file !== 'lib/architecture.test.ts')).toEqual([]);
  });
});
