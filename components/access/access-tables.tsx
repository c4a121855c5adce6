import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ObjectAccess, ObjectName, RoleAccess } from '#lib/service/access/list-access.ts';
import type { RoleOverview } from '#lib/service/access/role-diagram.ts';
import { HeldChips } from './held-chips.tsx';
import { kindWords, ObjectLabel } from './object-label.tsx';

const objectKey = (object: ObjectName) =>
  [object.kind, object.schema, object.name, object.signature, object.column].join('\0');

/** What a role can do: an object a row. */
export function ObjectAccessTable({
  rows,
  objectHref,
  whyOf,
}: {
  rows: readonly ObjectAccess[];
  objectHref: (object: ObjectName) => string;
  whyOf: (object: ObjectName, privilege: string) => string;
}) {
  return (
    <Table
      caption="What the role can do"
      head={
        <>
          <Head>Object</Head>
          <Head>Kind</Head>
          <Head>Can</Head>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={objectKey(row)}>
          <Cell heading className="min-w-48">
            <TextLink href={objectHref(row)}>
              <ObjectLabel object={row} bare />
            </TextLink>
          </Cell>
          <Cell className="whitespace-nowrap text-ink-soft">{kindWords(row.kind)}</Cell>
          <Cell>
            <HeldChips held={row.held} hrefOf={(privilege) => whyOf(row, privilege)} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

/** Who can do what with one object: a role a row. */
export function RoleAccessTable({
  rows,
  roleHref,
  whyOf,
}: {
  rows: readonly RoleAccess[];
  roleHref: (role: string) => string;
  whyOf: (role: string, privilege: string) => string;
}) {
  return (
    <Table
      caption="Who can do what with the object"
      head={
        <>
          <Head>Role</Head>
          <Head>Is</Head>
          <Head>Can</Head>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={row.role}>
          <Cell heading className="min-w-60">
            <TextLink href={roleHref(row.role)}>
              <Identifier name={row.role} />
            </TextLink>
          </Cell>
          <Cell className="whitespace-nowrap">
            {row.group === 'superuser' ? <Badge tone="fail">superuser</Badge> : row.group}
          </Cell>
          <Cell>
            <HeldChips held={row.held} hrefOf={(privilege) => whyOf(row.role, privilege)} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

/** Objects to choose one from. */
export function ObjectPicker({
  rows,
  objectHref,
}: {
  rows: readonly ObjectName[];
  objectHref: (object: ObjectName) => string;
}) {
  return (
    <Table
      caption="Objects"
      head={
        <>
          <Head>Object</Head>
          <Head>Kind</Head>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={objectKey(row)}>
          <Cell heading>
            <TextLink href={objectHref(row)}>
              <ObjectLabel object={row} bare />
            </TextLink>
          </Cell>
          <Cell className="text-ink-soft">{kindWords(row.kind)}</Cell>
        </tr>
      ))}
    </Table>
  );
}

const groupWords = {
  superuser: 'superuser',
  login: 'login',
  group: 'group',
  predefined: 'predefined',
} as const;

/** Roles to choose one from, with what their attributes make of them. */
export function RoleTable({
  rows,
  roleHref,
}: {
  rows: readonly RoleOverview[];
  roleHref: (role: string) => string;
}) {
  return (
    <Table
      caption="Roles"
      head={
        <>
          <Head>Role</Head>
          <Head>Is</Head>
          <Head>Attributes</Head>
          <Head figures>Member of</Head>
          <Head figures>Members</Head>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={row.name}>
          <Cell heading className="min-w-48">
            <TextLink href={roleHref(row.name)}>
              <Identifier name={row.name} />
            </TextLink>
          </Cell>
          <Cell className="whitespace-nowrap">
            {row.group === 'superuser' ? <Badge tone="fail">superuser</Badge> : groupWords[row.group]}
          </Cell>
          <Cell className="text-ink-soft">
            <Hostile text={row.attributes.join(' ')} />
          </Cell>
          <Cell figures>{row.parents}</Cell>
          <Cell figures>{row.members}</Cell>
        </tr>
      ))}
    </Table>
  );
}
