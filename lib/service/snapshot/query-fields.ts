import { z } from 'zod';

// Fields of a page's address. They never refuse: what they do not understand they leave out, so that an old link still opens.

const one = z.union([z.string(), z.array(z.string()).transform((given) => given.at(-1) ?? '')]).optional();

/** A name exactly as the catalog has it, blanks and all. */
export const nameField = one.transform((given) => given ?? '');

/** Words to look for. */
export const textField = one.transform((given) => given?.trim() ?? '');

export const pageField = one.transform((given) => {
  const number = Number.parseInt(given ?? '', 10);
  return Number.isFinite(number) ? Math.min(1_000_000, Math.max(1, number)) : 1;
});

/** One of these; the first when nothing else is said. */
export function choiceField<Member extends string>(members: readonly [Member, ...Member[]]) {
  return one.transform((given): Member => members.find((member) => member === given) ?? members[0]);
}

/** Any of these: `a,b`, or the parameter twice. */
export function listField<Member extends string>(members: readonly Member[]) {
  return z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given) => {
      const said = (Array.isArray(given) ? given : [given ?? '']).flatMap((part) => part.split(','));
      return members.filter((member) => said.includes(member));
    });
}

export type SearchParameters = Readonly<Record<string, string | string[] | undefined>>;

/** The page of an address that says nothing else. */
export const parsePage = (said: SearchParameters): number => z.object({ page: pageField }).parse(said).page;
