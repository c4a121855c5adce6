import { actAsPostern } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findTracked, landHandOffs } from '../db/hand-offs.ts';
import { findRemediation } from '../db/remediations.ts';
import { logFailure } from '../log-failure.ts';
import { modelProof } from './model-proof.ts';
import { heldOf, holdRemediation, moveRemediation } from './move-remediation.ts';

const actor = actAsPostern().actor;

/**
 * After a scan: what was handed off has landed once a scan that began afterwards finds none of its findings any more, and of the model
 * nothing left to do. Then the
 * remediation is verified; until then it stays where it is. Never throws: the next scan looks again.
 */
export async function seeLanded(targetId: string): Promise<void> {
  try {
    for (const { remediationId, scanId } of await findTracked(targetId)) await land(remediationId, scanId);
  } catch (error) {
    logFailure(`looking for what was handed off of ${targetId}`, error);
  }
}

async function land(remediationId: string, scanId: string): Promise<void> {
  const proof = await modelProof(heldOf(await findRemediation(remediationId)), scanId);
  return inTransaction(async (transaction) => {
    const held = await holdRemediation(transaction, remediationId);
    const { findings } = held.version;
    const made = proof === null ? findings.length > 0 : proof.why === null;
    const gone = made && findings.every(({ record }) => record.state === 'fixed');
    if (held.state !== 'handed-off' || !gone) return;
    const at = new Date();
    await landHandOffs(transaction, remediationId, { scanId, at });
    await moveRemediation(transaction, actor, held, {
      to: 'verified',
      trail: 'remediation.landed',
      detail: { scan: scanId },
      fields: { verifyScanId: scanId, verifiedAt: at },
    });
  });
}
