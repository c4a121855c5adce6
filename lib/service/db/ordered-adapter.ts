import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlQueryable, Transaction } from '@prisma/driver-adapter-utils';

type Queries = Pick<SqlQueryable, 'queryRaw' | 'executeRaw'>;

/**
 * Makes the queries of one connection wait for each other: Prisma asks for two relations of a row at once, also inside a
 * transaction, and `pg` deprecates a second query on a client that is still at the first.
 */
export function inOrder<T extends Queries>(connection: T): T {
  let last: Promise<unknown> = Promise.resolve();
  const afterLast = <R>(query: () => Promise<R>): Promise<R> => {
    const answer = last.then(query, query);
    last = answer;
    return answer;
  };
  const queryRaw = connection.queryRaw.bind(connection);
  const executeRaw = connection.executeRaw.bind(connection);
  connection.queryRaw = (query) => afterLast(() => queryRaw(query));
  connection.executeRaw = (query) => afterLast(() => executeRaw(query));
  return connection;
}

/** Prisma's adapter for `pg`, with one query at a time in a transaction. Outside of one each query has a connection of its own. */
export class OrderedPrismaPg extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel): Promise<Transaction> =>
      inOrder(await start(isolationLevel));
    return adapter;
  }
}
