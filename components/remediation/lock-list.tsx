import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { durationWords, lockWords } from './lock-words.ts';

/** A lock that a rehearsal really took, `mode` as `pg_locks` writes it, held for so many milliseconds. */
export interface ShownLock {
  readonly object: string;
  readonly mode: string;
  readonly heldMs: number;
}

export function LockList({ locks }: { locks: readonly ShownLock[] }) {
  return (
    <Table
      caption="Locks taken"
      head={
        <>
          <Head>Object</Head>
          <Head>Lock</Head>
          <Head figures>Held</Head>
        </>
      }
    >
      {locks.map((lock) => (
        <tr key={`${lock.object} ${lock.mode}`}>
          <Cell heading>
            <Identifier name={lock.object} />
          </Cell>
          <Cell>
            <Hostile text={lockWords(lock.mode)} />
          </Cell>
          <Cell figures>{durationWords(lock.heldMs)}</Cell>
        </tr>
      ))}
    </Table>
  );
}
