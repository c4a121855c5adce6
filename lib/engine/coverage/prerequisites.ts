import type { ControlId } from '../controls/registry.ts';

/**
 * Controls that have nothing to guard until another one holds: no archiver fails where nothing is archived. While the
 * other does not hold, `not-applicable` is no merit of theirs, and mending the other must not cost the score anything
 * when they turn out to fail. The story of every control holds this list to be complete (lib/testing/control-story.ts).
 */
const prerequisites: Readonly<Partial<Record<ControlId, ControlId>>> = {
  'archiver-working': 'archive-mode',
  'log-directory': 'logging-collector',
  'log-filename': 'logging-collector',
  'log-rotation': 'logging-collector',
  'pgaudit-classes': 'pgaudit-loaded',
  'pgaudit-object-role': 'pgaudit-loaded',
  'pgaudit-options': 'pgaudit-loaded',
  'tls-cert-expiry': 'tls-enabled',
  'tls-ciphers': 'tls-enabled',
  'tls-dh-params': 'tls-enabled',
  'tls-key-passphrase': 'tls-enabled',
  'tls-prefer-server-ciphers': 'tls-enabled',
  'tls13-ciphers': 'tls-enabled',
};

/**
 * Controls that hold for what is there, and that may have more to guard once another one is mended: a view goes past row security
 * only where there is some, a superuser's connection limit binds it only when it is none any more. The mending of a whole cluster
 * holds this list to be complete (lib/testing/all-at-once).
 */
const widened: Readonly<Partial<Record<ControlId, ControlId>>> = {
  'default-privileges-missing': 'object-owner-is-login',
  'orphan-role-no-privileges': 'role-expired-but-login',
  'rls-definer-routine': 'rls-enabled-where-required',
  'rls-foreign-key-probe': 'rls-enabled-where-required',
  'rls-foreign-loopback': 'rls-enabled-where-required',
  'rls-lookup-table-unprotected': 'rls-enabled-where-required',
  'rls-matview': 'rls-enabled-where-required',
  'rls-not-forced': 'rls-enabled-where-required',
  'rls-partition-child-exposed': 'rls-enabled-where-required',
  'rls-trigger-bypass': 'rls-enabled-where-required',
  'rls-view-barrier': 'rls-enabled-where-required',
  'rls-view-calls-secdef': 'rls-enabled-where-required',
  'rls-view-definer': 'rls-enabled-where-required',
  'role-connection-limit': 'superuser-count',
};

const widenedById: ReadonlyMap<string, string> = new Map(Object.entries(widened));

/** The control that, once mended, may give this one more to guard, or null. */
export function widenedBy(control: string): string | null {
  return widenedById.get(control) ?? null;
}

const byId: ReadonlyMap<string, string> = new Map(Object.entries(prerequisites));

/** The control that has to hold before this one has anything to guard, or null. */
export function prerequisiteOf(control: string): string | null {
  return byId.get(control) ?? null;
}
