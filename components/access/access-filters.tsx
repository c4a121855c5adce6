import { hrefWith, type Said, toggledList } from '#components/snapshot/address.ts';
import { Choices } from '#components/snapshot/choices.tsx';
import type { AccessQuery } from '#lib/service/access/access-query.ts';
import type { Exploration } from '#lib/service/access/explore-access.ts';
import { kindWords } from './object-label.tsx';

const hows = [
  ['both', 'Now or after SET ROLE'],
  ['now', 'Now'],
  ['later', 'Only after SET ROLE'],
] as const;

const kinds: readonly AccessQuery['kind'][number][] = [
  'table',
  'column',
  'view',
  'materialized-view',
  'partitioned-table',
  'foreign-table',
  'sequence',
  'function',
  'procedure',
  'schema',
  'database',
  'type',
  'language',
  'foreign-data-wrapper',
  'foreign-server',
  'tablespace',
  'parameter',
  'large-object',
];

const privileges: readonly AccessQuery['privilege'][number][] = [
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'TRUNCATE',
  'REFERENCES',
  'TRIGGER',
  'MAINTAIN',
  'EXECUTE',
  'USAGE',
  'CREATE',
  'CONNECT',
  'TEMPORARY',
  'SET',
  'ALTER SYSTEM',
];

/** Filters of the explorer: those that mean something for what it shows. */
export function AccessFilters({
  base,
  said,
  query,
  show,
}: {
  base: string;
  said: Said;
  query: AccessQuery;
  show: Exploration['show'];
}) {
  const answers = show === 'role' || show === 'object';
  const lists = show === 'role' || show === 'objects';
  if (!answers && !lists)
    return <p className="text-ink-soft">Choose a role to see what it can do, and why.</p>;
  return (
    <div className="grid content-start gap-5">
      {answers && (
        <Choices
          title="How"
          choices={hows.map(([how, label]) => ({
            key: how,
            label,
            chosen: query.how === how,
            href: hrefWith(base, said, { how: how === 'both' ? null : how }),
          }))}
        />
      )}
      {answers && (
        <Choices
          title="Privilege"
          choices={privileges.map((privilege) => ({
            key: privilege,
            label: privilege,
            chosen: query.privilege.includes(privilege),
            href: hrefWith(base, said, { privilege: toggledList(query.privilege, privilege) }),
          }))}
        />
      )}
      {lists && (
        <Choices
          title="Kind"
          choices={kinds.map((kind) => ({
            key: kind,
            label: kindWords(kind),
            chosen: query.kind.includes(kind),
            href: hrefWith(base, said, { kind: toggledList(query.kind, kind) }),
          }))}
        />
      )}
      {lists && (
        <Choices
          title="System schemas"
          choices={[
            {
              key: 'system',
              label: 'Show pg_catalog and information_schema',
              chosen: query.system === 'show',
              href: hrefWith(base, said, { system: query.system === 'show' ? null : 'show' }),
            },
          ]}
        />
      )}
    </div>
  );
}
