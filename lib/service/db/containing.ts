/** Text that holds `q`, whatever its case. Prisma hands `%`, `_` and `\` on to ILIKE, where they would mean something else. */
export function containing(q: string): { readonly contains: string; readonly mode: 'insensitive' } {
  return { contains: q.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' };
}
