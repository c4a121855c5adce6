import { gunzipSync } from 'node:zlib';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import { loadPolicy } from '../../engine/policy/load.ts';
import { emptyPolicy, type Policy } from '../../engine/policy/policy.ts';
import { hardeningReport as render } from '../../engine/report/markdown.ts';
import type { ScanDocument } from '../../engine/report/scan-document.ts';
import { findPolicy } from '../db/policies.ts';
import { findSnapshot } from '../db/scan-results.ts';
import { ServiceError } from '../errors.ts';

/** The Markdown report of a stored scan: from its snapshot and the very policy version it was judged by. */
export async function hardeningReport(
  document: ScanDocument,
  targetId: string,
  scanId: string,
  policyVersion: number | null,
): Promise<string> {
  const packed = await findSnapshot(scanId);
  if (packed === null) throw new ServiceError('not-found', 'The snapshot of this scan is not kept any more.');
  const inventory: Inventory = JSON.parse(gunzipSync(packed).toString('utf8'));
  return render({ document, inventory, policy: await policyOf(targetId, policyVersion) });
}

async function policyOf(targetId: string, version: number | null): Promise<Policy> {
  const row = version === null ? null : await findPolicy(targetId, version);
  if (row === null) return emptyPolicy;
  const loaded = loadPolicy(row.text);
  if (!('policy' in loaded)) throw new Error('the stored policy does not load');
  return loaded.policy;
}
