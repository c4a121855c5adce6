import { fewestIterations, mostIterations } from '../connect/scram-verifier.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { clusterRows } from './prior.ts';

/**
 * How often a new verifier of this server is to be hashed: as `scram_iterations` says (16 and later, where it was shown), within
 * what RFC 7677 asks at least and what a login can bear.
 */
export function iterationsFor(inventory: Inventory): number {
  const row = clusterRows(inventory.cluster.settings).find((one) => one.name === 'scram_iterations');
  const stated = Number(row?.value ?? fewestIterations);
  if (!Number.isInteger(stated)) return fewestIterations;
  return Math.min(Math.max(stated, fewestIterations), mostIterations);
}

/**
 * The findings with the way that a new password opens as their remedy, where one was given. `verifiers`: by role, computed by
 * whoever knows the password.
 */
export function withNewPasswords(
  findings: readonly Finding[],
  verifiers: ReadonlyMap<string, string>,
): readonly Finding[] {
  return findings.map((finding) => {
    const { newPassword } = finding.remedy;
    const verifier = newPassword && verifiers.get(newPassword.role);
    if (newPassword === undefined || verifier === undefined) return finding;
    const change: Change = { do: 'set-password', role: newPassword.role, verifier };
    return { ...finding, remedy: { changes: [change, ...newPassword.along] } };
  });
}

/** The verifiers that these changes hold, by role: what an edited draft goes on with. */
export const verifiersIn = (changes: readonly Change[]): ReadonlyMap<string, string> =>
  new Map(
    changes.flatMap((change) => (change.do === 'set-password' ? [[change.role, change.verifier]] : [])),
  );
