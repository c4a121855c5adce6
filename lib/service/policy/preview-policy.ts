import type { JudgementChange } from '../../engine/compare-judgements.ts';
import type { Access } from '../auth/access.ts';
import { findReadScan } from '../db/judgements.ts';
import { findSnapshot } from '../db/scan-results.ts';
import { ServiceError } from '../errors.ts';
import { substrateSchema } from '../targets/connection-form.ts';
import { requireTarget } from '../targets/get-target.ts';
import { policyInForce } from './policy-in-force.ts';
import { offeredPreview } from './preview-offer.ts';
import { type LayerTexts, readLayers } from './read-layers.ts';

/** One at a time: judging takes a core for seconds, and everybody shares this process. */
let busy = false;

/**
 * What a draft would change for one database, judged on what its last scan read: nothing is stored and no server asked. The
 * draft is the database's own policy, or (`layer: 'organisation'`) the one beneath it. Throws `invalid-policy`, `not-found`
 * before the first scan, and `too-many-attempts` while another preview runs.
 */
export async function previewPolicy(
  access: Access<'policy:read' | 'finding:read'>,
  targetId: string,
  draft: { readonly layer: 'organisation' | 'database'; readonly text: string },
): Promise<JudgementChange> {
  access.demand('policy:read');
  access.demand('finding:read');
  const target = await requireTarget(targetId);
  const { texts } = await policyInForce(targetId);
  const drafted: LayerTexts = { ...texts, [draft.layer]: draft.text };
  readLayers(drafted);
  readLayers(texts);
  const scanId = await findReadScan(targetId);
  const snapshot = scanId === null ? null : await findSnapshot(scanId);
  if (snapshot === null)
    throw new ServiceError('not-found', 'This database has no finished scan yet: there is nothing to judge.');
  const preview = offeredPreview();
  if (preview === null) throw new ServiceError('not-ready', 'This process cannot judge drafts.');
  if (busy)
    throw new ServiceError(
      'too-many-attempts',
      'Somebody else is looking at a preview. Try again in a moment.',
    );
  busy = true;
  try {
    const substrate = substrateSchema.nullable().parse(target.substrate);
    const change = await preview({
      snapshot,
      now: { layers: texts, substrate },
      draft: { layers: drafted, substrate },
    });
    if (change !== null) return change;
    throw new ServiceError(
      'too-large',
      'Judging this snapshot takes too long for a preview: save, and let it be judged.',
    );
  } finally {
    busy = false;
  }
}
