/**
 * Something the scan may not or could not read. A gap is what keeps an unread section from looking like an empty one.
 *
 * - `input`: the section, and where it is per database, of which one.
 * - `reason`: one sentence, safe to show (no raw server text).
 * - `grant`: the SQL that would allow reading it, or `null` where no grant would (managed service, old major).
 */
export interface Gap {
  readonly input: string;
  readonly database: string | null;
  readonly reason: string;
  readonly grant: string | null;
}
