import { TextLink } from '#components/ui/text-link.tsx';
import type { Reference } from '#lib/engine/model/reference.ts';
import { referenceHref } from './catalogue-address.ts';

/** What a control answers in the standards, each a link to the requirement; with its words where they are known. */
export function ReferenceList({
  references,
}: {
  references: readonly (Reference & { readonly requirement?: string | null })[];
}) {
  return (
    <ul className="grid gap-0.5">
      {references.map((reference) => {
        const name = `${reference.standard} ${reference.id}`;
        const href = referenceHref(reference);
        return (
          <li key={name}>
            {href === null ? name : <TextLink href={href}>{name}</TextLink>}
            {reference.requirement && <span className="text-ink-faint"> {reference.requirement}</span>}
          </li>
        );
      })}
    </ul>
  );
}
