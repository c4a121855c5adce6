import { X } from 'lucide-react';
import Link from 'next/link';
import { whyHref } from '#components/access/why-address.ts';
import { Badge } from '#components/ui/badge.tsx';
import { buttonStyle } from '#components/ui/button-style.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ChosenColumn } from '#lib/service/columns/explore-columns.ts';
import { EncryptionDetail } from './encryption-detail.tsx';
import { KnownMark } from './known-mark.tsx';

export interface ColumnDetailProps {
  column: ChosenColumn;
  /** Of the database server. */
  base: string;
  database: string;
  closeHref: string;
  /** Titles of threats, by id. */
  threatTitles: Readonly<Record<string, string>>;
}

const shown = 200;

/** One column: who reads it and by which path, shortest first. */
export function ColumnDetail({ column, base, database, closeHref, threatTitles }: ColumnDetailProps) {
  const { schema, relation, paths } = column;
  const object = { kind: 'column', schema, name: relation, column: column.column, signature: null } as const;
  return (
    <section
      aria-label="The chosen column"
      className="grid min-w-0 gap-4 rounded-sm border bg-canvas p-4 [&>*]:min-w-0"
    >
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-lead font-semibold">
          <Identifier name={`${schema}.${relation}.${column.column}`} />
        </h2>
        <Badge>
          <Hostile text={column.class} />
        </Badge>
        <KnownMark known={column.known} />
        {(column.known === 'high' || column.known === 'medium') && (
          <TextLink
            href={`${base}/decisions?${new URLSearchParams({ group: 'columns', q: `${schema}.${relation}.${column.column}` })}`}
          >
            Classify it, or say that it is not sensitive
          </TextLink>
        )}
        {column.protection.length > 0 && (
          <span className="text-ink-soft">meant to be protected by {column.protection.join(', ')}</span>
        )}
        <Link href={closeHref} scroll={false} className={`${buttonStyle('quiet', true)} ml-auto`}>
          <X aria-hidden="true" />
          Close
        </Link>
      </div>
      {column.encryption && <EncryptionDetail encryption={column.encryption} titles={threatTitles} />}
      <h3 className="font-semibold">Readers</h3>
      {paths.length === 0 ? (
        <p className="text-ink-soft">No login role other than superusers can read it directly.</p>
      ) : (
        <Table
          caption="Who reads the column, and by which path"
          head={
            <>
              <Head>Login</Head>
              <Head>Reads it</Head>
              <Head>Shortest path</Head>
              <Head>Why</Head>
            </>
          }
        >
          {paths.slice(0, shown).map((path) => (
            <tr key={path.role}>
              <Cell heading>
                <Identifier name={path.role} />
                {path.intended === false && (
                  <span className="block">
                    <Badge tone="fail">not meant to</Badge>
                  </span>
                )}
              </Cell>
              <Cell className="whitespace-nowrap">{path.now ? 'now' : 'after SET ROLE'}</Cell>
              <Cell className="min-w-64">
                <Hostile text={path.words} />
              </Cell>
              <Cell className="whitespace-nowrap">
                <TextLink href={whyHref(base, database, path.role, 'SELECT', object)}>
                  {path.ways === 1 ? 'this way' : `${path.ways} ways`}
                </TextLink>
              </Cell>
            </tr>
          ))}
        </Table>
      )}
      {paths.length > shown && <p className="text-ink-faint">and {paths.length - shown} more</p>}
      <p className="text-fine text-ink-faint">
        SELECT on it, USAGE on its schema and CONNECT to its database. Superusers read everything and are left
        out; views and SECURITY DEFINER routines over it stand on the Rows page where row security is on.
      </p>
    </section>
  );
}
