import { actAsPostern } from '../auth/access.ts';
import { findUnproven, queueReading } from '../db/applied-remediations.ts';
import { inTransaction } from '../db/client.ts';
import { findRemediation, updateRemediation } from '../db/remediations.ts';
import { logFailure } from '../log-failure.ts';
import { type ModelProof, modelProof } from './model-proof.ts';
import { type Held, heldOf, holdRemediation, moveRemediation, tellRemediation } from './move-remediation.ts';

const actor = actAsPostern().actor;

/**
 * What was applied is proven by a scan that began afterwards: its findings are gone, and it is `verified`; or they are still there,
 * or could not be looked for, and it says so. Where no such scan is on its way, one is queued. Without a target: everywhere.
 */
export async function verifyApplied(targetId: string | null = null): Promise<void> {
  for (const { id, targetId: target, scanId, waiting } of await findUnproven(targetId)) {
    try {
      if (scanId !== null) await verify(id, scanId);
      else if (!waiting) await inTransaction((transaction) => queueReading(transaction, target));
    } catch (error) {
      logFailure(`verifying remediation ${id}`, error);
    }
  }
}

async function verify(id: string, scanId: string): Promise<void> {
  const proof = await modelProof(heldOf(await findRemediation(id)), scanId);
  return inTransaction(async (transaction) => {
    const held = await holdRemediation(transaction, id);
    if (held.state !== 'applied' || held.verifyScanId === scanId) return;
    const open = held.version.findings.filter(({ record }) => record.state !== 'fixed');
    const detail = { scan: scanId, open: open.map((finding) => finding.fingerprint) };
    const made = proof === null ? held.version.findings.length > 0 : proof.why === null;
    if (open.length === 0 && made) {
      await moveRemediation(transaction, actor, held, {
        to: 'verified',
        trail: 'remediation.verify',
        detail,
        fields: { verifyScanId: scanId, verifiedAt: new Date() },
      });
      return;
    }
    const reason = unprovenReason(held, scanId, proof);
    await updateRemediation(transaction, id, { verifyScanId: scanId, stateReason: reason });
    await tellRemediation(transaction, actor, held, { action: 'remediation.not-verified', reason, detail });
  });
}

function unprovenReason({ version }: Held, scanId: string, proof: ModelProof | null): string {
  const all = version.findings.length;
  const open = version.findings.filter(({ record }) => record.state !== 'fixed');
  const there = open.filter(({ record }) => record.lastScanId === scanId).length;
  const unseen = open.length - there;
  const of = (count: number) =>
    all === 1 ? 'The finding is' : `${count} of ${all} findings ${count === 1 ? 'is' : 'are'}`;
  const parts = [
    ...(proof?.why ? [proof.why] : []),
    ...(there > 0 ? [`${of(there)} still there after it was applied.`] : []),
    ...(unseen > 0
      ? [`${of(unseen)} not proven gone: the scan after it was applied could not look everywhere.`]
      : []),
  ];
  return parts.length > 0 ? parts.join(' ') : 'It was made for no finding that a scan could look for.';
}
