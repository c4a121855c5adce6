import { Facts } from '#components/ui/facts.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import type { ObjectRef } from '#lib/engine/model/object-ref.ts';

const names = [
  ['database', 'Database'],
  ['schema', 'Schema'],
  ['relation', 'On relation'],
  ['name', 'Name'],
  ['signature', 'Arguments'],
  ['column', 'Column'],
  ['role', 'Role'],
  ['rule', 'Rule'],
] as const;

/** The whole reference of the object a finding is about. */
export function ObjectFacts({ object }: { object: ObjectRef }) {
  return (
    <Facts
      facts={[
        ['Kind', object.kind.replaceAll('-', ' ')],
        ...names.flatMap(([key, label]) => {
          const value = object[key];
          return value === undefined ? [] : [[label, <Identifier key={key} name={value} />] as const];
        }),
        ...(object.public ? [['Role', 'PUBLIC, everybody'] as const] : []),
      ]}
    />
  );
}
