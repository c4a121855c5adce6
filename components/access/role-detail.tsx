import { X } from 'lucide-react';
import Link from 'next/link';
import { Names } from '#components/snapshot/names.tsx';
import { PathPicture } from '#components/snapshot/path-picture.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { buttonStyle } from '#components/ui/button-style.ts';
import { Facts } from '#components/ui/facts.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Section } from '#components/ui/section.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { MembershipLine, RoleNeighbourhood } from '#lib/service/access/role-diagram.ts';

export interface RoleDetailProps {
  role: RoleNeighbourhood;
  roleHref: (role: string) => string;
  accessHref: string;
  closeHref: string;
}

/** One role: its attributes, its memberships as a list, and the same as a picture. */
export function RoleDetail({ role, roleHref, accessHref, closeHref }: RoleDetailProps) {
  const { name, attributes, group } = role.role;
  return (
    <section
      aria-label="The chosen role"
      className="grid min-w-0 gap-5 rounded-sm border bg-canvas p-4 [&>*]:min-w-0"
    >
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-lead font-semibold">
          <Identifier name={name} />
        </h2>
        {group === 'superuser' ? <Badge tone="fail">superuser</Badge> : <Badge>{group}</Badge>}
        <TextLink href={accessHref}>What it can do</TextLink>
        <Link href={closeHref} scroll={false} className={`${buttonStyle('quiet', true)} ml-auto`}>
          <X aria-hidden="true" />
          Close
        </Link>
      </div>
      <div className="grid gap-6 xl:grid-cols-[22rem_minmax(0,1fr)]">
        <Facts
          facts={[
            ['Attributes', attributes.length === 0 ? 'none' : attributes.join(' ')],
            ['Valid until', <Until key="until" role={role} />],
            [
              'Connections',
              role.connectionLimit < 0 ? 'no limit' : role.connectionLimit.toLocaleString('en'),
            ],
            [
              'Inherits from',
              <Names key="inherits" names={role.inherits} none="no role" shown={6} most={500} />,
            ],
            [
              'May SET ROLE',
              <Names key="settable" names={role.settable} none="to no role" shown={6} most={500} />,
            ],
            ['Comment', role.comment === null ? 'none' : <Hostile key="comment" text={role.comment} />],
          ]}
        />
        <PathPicture
          graph={role.graph}
          title="Members on the left, what it is a member of on the right, two steps each way"
          fileName="postern-role.svg"
        />
      </div>
      <Section
        title="Memberships"
        aside={role.leftOut > 0 ? `${role.leftOut.toLocaleString('en')} more are not listed` : undefined}
      >
        {role.lines.length === 0 ? (
          <p className="text-ink-soft">It is a member of no role, and no role is a member of it.</p>
        ) : (
          <MembershipTable lines={role.lines} roleHref={roleHref} />
        )}
      </Section>
    </section>
  );
}

function Until({ role }: { role: RoleNeighbourhood }) {
  if (role.validUntil === null) return 'not set';
  return (
    <span>
      <Hostile text={role.validUntil} /> {role.expired && <Badge tone="partial">over</Badge>}
    </span>
  );
}

const yes = (held: boolean) =>
  held ? <span className="font-medium">yes</span> : <span className="text-ink-faint">no</span>;

function MembershipTable({
  lines,
  roleHref,
}: {
  lines: readonly MembershipLine[];
  roleHref: (role: string) => string;
}) {
  return (
    <Table
      caption="Memberships around the role"
      head={
        <>
          <Head>Member</Head>
          <Head>Of</Head>
          <Head>Has its rights now</Head>
          <Head>May SET ROLE to it</Head>
          <Head>May grant it on</Head>
          <Head>Granted by</Head>
        </>
      }
    >
      {lines.map((line) => (
        <tr key={[line.role, line.member, line.grantor].join('\0')}>
          <Cell heading>
            <TextLink href={roleHref(line.member)}>
              <Identifier name={line.member} />
            </TextLink>
          </Cell>
          <Cell>
            <TextLink href={roleHref(line.role)}>
              <Identifier name={line.role} />
            </TextLink>
          </Cell>
          <Cell>{yes(line.inherit)}</Cell>
          <Cell>{yes(line.set)}</Cell>
          <Cell>{yes(line.admin)}</Cell>
          <Cell className="text-ink-soft">
            <Identifier name={line.grantor} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
