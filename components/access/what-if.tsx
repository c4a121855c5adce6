import { classNames } from '#components/ui/class-names.ts';
import { Identifier } from '#components/ui/identifier.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { Removable, WhatIf } from '#lib/service/access/what-if.ts';
import { ObjectLabel } from './object-label.tsx';

function RemovableWords({ grant, privilege }: { grant: Removable; privilege: string }) {
  if (grant.what === 'membership')
    return (
      <>
        the membership of <Identifier name={grant.member} /> in <Identifier name={grant.role} />
      </>
    );
  return (
    <>
      {privilege} {grant.onRelation && 'on the whole relation '}granted to{' '}
      {grant.grantee === null ? <strong>PUBLIC</strong> : <Identifier name={grant.grantee} />} by{' '}
      <Identifier name={grant.grantor} />
    </>
  );
}

/** The grants behind an answer, each with what would happen if it went. */
export function RemovableList({
  removable,
  privilege,
  chosen,
  hrefOf,
}: {
  removable: readonly Removable[];
  privilege: string;
  chosen: string | null;
  hrefOf: (id: string) => string;
}) {
  if (removable.length === 0)
    return (
      <p className="text-ink-soft">
        No grant stands behind it: it comes from ownership, from being a superuser or from a predefined role.
      </p>
    );
  return (
    <ul className="rounded-sm border bg-surface">
      {removable.map((grant) => (
        <li
          key={grant.id}
          className={classNames(
            'flex flex-wrap items-center justify-between gap-3 border-b px-3 py-1.5 last:border-b-0',
            grant.id === chosen && 'bg-accent-wash',
          )}
        >
          <span>
            <RemovableWords grant={grant} privilege={privilege} />
          </span>
          {grant.id === chosen ? (
            <span className="text-fine font-medium text-accent">previewed below</span>
          ) : (
            <LinkButton small href={hrefOf(grant.id)}>
              What if it went
            </LinkButton>
          )}
        </li>
      ))}
    </ul>
  );
}

const loseWords = {
  now: 'loses it',
  'to-set-role': 'only by SET ROLE from then on',
  'set-role': 'cannot get it by SET ROLE any more',
} as const;

/** Who would lose what: worked out on the snapshot, nothing is changed. */
export function WhatIfPreview({ preview, privilege }: { preview: WhatIf; privilege: string }) {
  const { losses, total, alongside, removed, unread } = preview;
  return (
    <div className="grid gap-3">
      <Notice tone={total === 0 ? 'neutral' : 'partial'}>
        Without <RemovableWords grant={removed} privilege={privilege} />,{' '}
        {total === 0 ? (
          <>
            nobody {unread.length > 0 ? 'is known to lose' : 'loses'} anything: everybody who has it has it by
            another way too.
          </>
        ) : (
          <strong className="font-semibold">
            {total.toLocaleString('en')} {total === 1 ? 'privilege is' : 'privileges are'} lost.
          </strong>
        )}{' '}
        {alongside > 0 &&
          `${alongside} further ${alongside === 1 ? 'grant hangs' : 'grants hang'} on it and would go with it (REVOKE … CASCADE). `}
        {unread.length > 0 && `Not looked at, since they were not read: ${unread.join(', ')}. `}
        Nothing is changed: this is worked out on the last scan.
      </Notice>
      {losses.length > 0 && (
        <Table
          caption="Who would lose what"
          head={
            <>
              <Head>Role</Head>
              <Head>Privilege</Head>
              <Head>Object</Head>
              <Head>What becomes of it</Head>
            </>
          }
        >
          {losses.map((loss) => (
            <tr
              key={[
                loss.role,
                loss.privilege,
                loss.kind,
                loss.schema,
                loss.name,
                loss.signature,
                loss.column,
              ].join('\0')}
            >
              <Cell heading>
                <Identifier name={loss.role} />
              </Cell>
              <Cell>{loss.privilege}</Cell>
              <Cell>
                <ObjectLabel object={loss} />
              </Cell>
              <Cell className="text-ink-soft">{loseWords[loss.loses]}</Cell>
            </tr>
          ))}
        </Table>
      )}
      {total > losses.length && (
        <p className="text-ink-faint">
          The first {losses.length} of {total.toLocaleString('en')} stand here.
        </p>
      )}
    </div>
  );
}
