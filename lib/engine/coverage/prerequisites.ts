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

const byId: ReadonlyMap<string, string> = new Map(Object.entries(prerequisites));

/** The control that has to hold before this one has anything to guard, or null. */
export function prerequisiteOf(control: string): string | null {
  return byId.get(control) ?? null;
}
