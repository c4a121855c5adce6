import { hash } from 'node:crypto';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Evidence } from '../model/finding.ts';

/**
 * Keys that say where a row stands and what stands around it: a rule that moved by a line, or one more superuser beside this
 * one, leaves the row what it was.
 */
const surroundings = new Set(['file', 'line', 'shadowedByLine', 'acceptedByLine', 'superusers']);

/** 16 hex digits over what was seen of one object: the same as long as the object itself looks the same. */
export function evidenceDigest(evidence: Evidence): string {
  const own = canonicalJson(evidence, (key) => !surroundings.has(key));
  return hash('sha256', own, 'hex').slice(0, 16);
}
