import type { SqlQuery, SqlResultSet } from '@prisma/driver-adapter-utils';
import { expect, test } from 'vitest';
import { inOrder } from './ordered-adapter.ts';

const asked = (sql: string): SqlQuery => ({ sql, args: [], argTypes: [] });

/** A connection that notes when a query begins and ends; one with `fail` in it fails. */
function connection() {
  const log: string[] = [];
  const answer = async ({ sql }: SqlQuery): Promise<void> => {
    log.push(`begin ${sql}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
    log.push(`end ${sql}`);
    if (sql.includes('fail')) throw new Error(sql);
  };
  return {
    log,
    queryRaw: async (query: SqlQuery): Promise<SqlResultSet> => {
      await answer(query);
      return { columnNames: [query.sql], columnTypes: [], rows: [] };
    },
    executeRaw: async (query: SqlQuery): Promise<number> => {
      await answer(query);
      return query.sql.length;
    },
  };
}

test('queries sent at once are asked one after the other, each with its own answer', async () => {
  const one = inOrder(connection());
  const answers = await Promise.all([
    one.queryRaw(asked('a')),
    one.executeRaw(asked('bb')),
    one.queryRaw(asked('c')),
  ]);
  expect(answers).toEqual([
    { columnNames: ['a'], columnTypes: [], rows: [] },
    2,
    { columnNames: ['c'], columnTypes: [], rows: [] },
  ]);
  expect(one.log).toEqual(['begin a', 'end a', 'begin bb', 'end bb', 'begin c', 'end c']);
});

test('one that fails says so to who asked it, and the next is asked', async () => {
  const one = inOrder(connection());
  const answers = await Promise.allSettled([one.queryRaw(asked('fail')), one.executeRaw(asked('b'))]);
  expect(answers).toMatchObject([
    { status: 'rejected', reason: { message: 'fail' } },
    { status: 'fulfilled', value: 1 },
  ]);
  expect(one.log).toEqual(['begin fail', 'end fail', 'begin b', 'end b']);
});
