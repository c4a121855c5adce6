import { gunzipSync } from 'node:zlib';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import { judge } from '../../engine/judge.ts';
import { judgedLayers } from './judged-layers.ts';
import { type ScanRecord, toRecord } from './scan-record.ts';
import type { JudgeInput, ThreadProgress } from './thread-message.ts';
import { toolVersion } from './tool-version.ts';

/** What an earlier scan read, judged under the policy of now; no server is asked. As the database keeps it, without the snapshot. */
export async function judgeSnapshot(
  input: JudgeInput,
  onProgress: (progress: ThreadProgress) => void,
): Promise<ScanRecord> {
  onProgress({ stage: 'Opening the snapshot', done: 0, total: 2 });
  const inventory: Inventory = JSON.parse(gunzipSync(input.snapshot).toString('utf8'));
  onProgress({ stage: 'Judging again', done: 1, total: 2 });
  const now = () => new Date();
  const policy = judgedLayers(input);
  const result = await judge(inventory, policy, {
    id: input.scanId,
    startedAt: now().toISOString(),
    toolVersion,
    now,
  });
  onProgress({ stage: 'Judging again', done: 2, total: 2 });
  return { ...(await toRecord(result, policy)), snapshot: null };
}
