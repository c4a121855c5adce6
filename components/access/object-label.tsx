import { Identifier } from '#components/ui/identifier.tsx';
import type { ObjectName } from '#lib/service/access/list-access.ts';

export const kindWords = (kind: string) => kind.replaceAll('-', ' ');

/** An object's kind and name, as the catalog has it. */
export function ObjectLabel({ object, bare = false }: { object: ObjectName; bare?: boolean }) {
  const path = [object.schema, object.name, object.column].filter((part) => part !== null).join('.');
  return (
    <span>
      {!bare && <span className="text-ink-faint">{kindWords(object.kind)} </span>}
      <Identifier name={object.signature === null ? path : `${path}(${object.signature})`} />
    </span>
  );
}
