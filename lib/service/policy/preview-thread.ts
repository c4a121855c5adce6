import { parentPort, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { compareJudgements, type JudgementChange } from '../../engine/compare-judgements.ts';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import { judge } from '../../engine/judge.ts';
import { judgedLayers } from '../jobs/judged-layers.ts';
import type { JudgedBy } from '../jobs/thread-message.ts';
import { toolVersion } from '../jobs/tool-version.ts';
import type { PreviewInput } from './preview-offer.ts';

const input: PreviewInput = workerData;
const inventory: Inventory = JSON.parse(gunzipSync(input.snapshot).toString('utf8'));
const under = (by: JudgedBy) => {
  const now = () => new Date();
  const options = { id: 'preview', startedAt: now().toISOString(), toolVersion, now };
  return judge(inventory, judgedLayers(by), options);
};
const change: JudgementChange = compareJudgements(await under(input.now), await under(input.draft));
parentPort?.postMessage(change);
