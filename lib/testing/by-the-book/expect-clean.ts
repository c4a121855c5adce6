import { expect } from 'vitest';
import type { EmbeddedMajor } from '../../embedded/binaries.ts';
import { collect } from '../../engine/inventory/collect.ts';
import { judge } from '../../engine/judge.ts';
import { saidTwice } from '../said-twice.ts';
import { expectBookWorks } from './book-works.ts';
import { bookPolicy, bookScan, startByTheBook } from './start-by-the-book.ts';

/** What is right to say of such a cluster all the same, by major. */
const right: Readonly<Partial<Record<EmbeddedMajor, readonly string[]>>> = {
  // Past its end of life; and a rule goes by an ident map, which 14 shows nowhere.
  14: ['ident-catch-all: unknown', 'ident-superuser-mapping: unknown', 'version-supported: fail'],
};

/**
 * A cluster hardened by the book, under a policy that states everything: no false alarm, nothing that cannot be satisfied, no
 * question left open. Whether the binaries of the test are the newest release is not the book's matter.
 */
export async function expectClean(major: EmbeddedMajor): Promise<void> {
  const cluster = await startByTheBook(major);
  try {
    const at = new Date('2026-11-21T00:00:00Z');
    const result = await judge(
      await collect(bookScan(cluster), { now: at.toISOString() }),
      bookPolicy(cluster),
      {
        id: 'by-the-book',
        startedAt: at.toISOString(),
        toolVersion: 'test',
        now: () => at,
      },
    );
    const said = result.verdicts.filter(
      ({ control, status }) =>
        control !== 'version-minor-current' && (status === 'fail' || status === 'unknown'),
    );
    expect(
      said.map(({ control, status }) => `${control}: ${status}`),
      said
        .map(({ reason, findings }) => [reason, ...findings.map(({ title }) => title)].join('; '))
        .join('\n'),
    ).toEqual(right[major] ?? []);
    await expectBookWorks(cluster);
    expect(result.decisions).toEqual([]);
    expect(saidTwice(result.verdicts)).toEqual([]);
  } finally {
    await cluster.stop();
  }
}
