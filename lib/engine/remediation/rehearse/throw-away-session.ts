import { QueryRefused } from '../../connect/query-refused.ts';
import { openWriteSession, type WriteSession } from '../../connect/write-session.ts';
import { collectWithin } from '../../inventory/collect-within.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { SectionName } from '../../inventory/section-name.ts';
import type { RehearseOptions } from './rehearse-options.ts';
import type { ThrowAway } from './throw-away.ts';

const limits = { lockMs: 5_000, statementMs: 20_000 };

/** A superuser's session on a throw-away server. It outlives a `pg_hba.conf` that would not let it in again. */
export interface ThrowAwaySession {
  /** One statement; null when the server took it, else its SQLSTATE. */
  run(sql: string): Promise<string | null>;
  /** One question of our own; its rows. */
  ask(sql: string): Promise<readonly (readonly unknown[])[]>;
  read(only: readonly SectionName[]): Promise<Inventory>;
  /** Reloads the configuration and waits until this session has seen it; whether it did within two seconds. */
  reload(): Promise<boolean>;
  close(): Promise<void>;
}

export async function throwAwaySession(
  server: Pick<ThrowAway, 'target'>,
  options: Pick<RehearseOptions, 'signal' | 'inventory' | 'now'>,
): Promise<ThrowAwaySession> {
  const { signal, inventory, now } = options;
  const session: WriteSession = await openWriteSession(server.target, signal ? { signal } : {});
  const ask = (sql: string) => session.outside(sql, limits);
  const loadedAt = async () => (await ask('SELECT pg_catalog.pg_conf_load_time()::pg_catalog.text'))[0]?.[0];
  return {
    ask,
    run: async (sql) => {
      try {
        await ask(sql);
        return null;
      } catch (error) {
        if (error instanceof QueryRefused) return error.sqlstate;
        throw error;
      }
    },
    read: async (only) => {
      await session.begin(limits);
      try {
        return await collectWithin(session.read, session.identity.database, {
          only,
          substrate: inventory.substrate,
          now: now().toISOString(),
        });
      } finally {
        await session.rollback();
      }
    },
    reload: async () => {
      const before = await loadedAt();
      await ask('SELECT pg_catalog.pg_reload_conf()');
      for (let tries = 0; tries < 100; tries++) {
        if ((await loadedAt()) !== before) return true;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return false;
    },
    close: () => session.close(),
  };
}
