import type { ObjectName } from '#lib/service/access/list-access.ts';

/** An object as it stands in an address. */
export function objectParameters(object: ObjectName): Readonly<Record<string, string>> {
  return {
    object: object.kind,
    schema: object.schema ?? '',
    name: object.name,
    signature: object.signature ?? '',
    column: object.column ?? '',
  };
}

/** The page that explains one privilege of one role on one object. */
export function whyHref(
  base: string,
  database: string,
  role: string,
  privilege: string,
  object: ObjectName,
): string {
  const parameters = new URLSearchParams({ database, role, privilege });
  for (const [name, value] of Object.entries(objectParameters(object)))
    if (value !== '') parameters.set(name, value);
  return `${base}/access/why?${parameters.toString()}`;
}
