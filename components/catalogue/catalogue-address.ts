import type { Reference, Standard } from '#lib/engine/model/reference.ts';

export const controlHref = (id: string): string => `/controls/${encodeURIComponent(id)}`;

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** A standard as it stands in an address: `pci-dss-4-0`. */
export const standardSlug = (standard: Standard): string => slug(standard);

/** The anchor of a requirement on the page of its standard. */
export const requirementAnchor = (id: string): string => `r-${slug(id)}`;

/** These are pointed at without a list of their requirements, so that there is no page to go to. */
const unlisted: ReadonlySet<Standard> = new Set(['PostgreSQL documentation', 'CVE']);

/** The page of the standard, at the requirement; null for a standard without a page. */
export function referenceHref({ standard, id }: Reference): string | null {
  return unlisted.has(standard) ? null : `/frameworks/${standardSlug(standard)}#${requirementAnchor(id)}`;
}
