import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { lockWords } from './lock-words.ts';

export interface ShownStatement {
  readonly sql: string;
  readonly lock: { readonly object: string; readonly mode: string } | null;
  readonly transactional: boolean;
}

/** Statements shown at most; the script has them all. */
const most = 200;

/** Each statement in its order, with the lock it takes. */
export function StatementTable({ statements }: { statements: readonly ShownStatement[] }) {
  return (
    <div className="grid gap-2">
      <Table
        caption="Statement by statement"
        head={
          <>
            <Head figures>No.</Head>
            <Head>Statement</Head>
            <Head>Lock</Head>
          </>
        }
      >
        {statements.slice(0, most).map(({ sql, lock, transactional }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a statement is its place in the script
          <tr key={at}>
            <Cell figures className="w-12 text-ink-faint">
              {at + 1}
            </Cell>
            <Cell className="min-w-72 whitespace-pre-wrap font-mono text-fine">
              <Hostile text={sql} />
            </Cell>
            <Cell className="w-72">
              {lock === null ? (
                <span className="text-ink-faint">none on a table</span>
              ) : (
                <>
                  {lockWords(lock.mode)} <span className="text-ink-faint">on</span>{' '}
                  <Identifier name={lock.object} />
                </>
              )}
              {!transactional && <div className="text-fine text-partial">not inside a transaction</div>}
            </Cell>
          </tr>
        ))}
      </Table>
      {statements.length > most && (
        <p className="text-fine text-ink-faint">
          The first {most} of {statements.length.toLocaleString('en')} statements; the script has all of them.
        </p>
      )}
    </div>
  );
}
