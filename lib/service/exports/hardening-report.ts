import { gunzipSync } from 'node:zlib';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import { hardeningReport as render } from '../../engine/report/markdown.ts';
import type { ScanDocument } from '../../engine/report/scan-document.ts';
import { findSnapshot } from '../db/scan-results.ts';
import { ServiceError } from '../errors.ts';
import { judgedPolicy } from '../policy/judged-policy.ts';
import type { ShownScan } from '../scans/scan-overview.ts';

/** The Markdown report of a stored scan: from its snapshot and the very policy versions it was judged by. */
export async function hardeningReport(document: ScanDocument, scan: ShownScan): Promise<string> {
  const packed = await findSnapshot(scan.id);
  if (packed === null) throw new ServiceError('not-found', 'The snapshot of this scan is not kept any more.');
  const inventory: Inventory = JSON.parse(gunzipSync(packed).toString('utf8'));
  return render({ document, inventory, policy: await judgedPolicy(scan.targetId, scan) });
}
