import { ConnectFailure } from '../../engine/connect/connect-failure.ts';
import { scan } from '../../engine/scan.ts';
import { judgedLayers } from './judged-layers.ts';
import { type ScanRecord, toRecord } from './scan-record.ts';
import { targetOf } from './thread-connection.ts';
import type { ReadInput, ThreadProgress } from './thread-message.ts';
import { toolVersion } from './tool-version.ts';

/** The engine's scan, as the database keeps it. Throws `ConnectFailure`. */
export async function openScan(
  input: ReadInput,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: ThreadProgress) => void },
): Promise<ScanRecord> {
  const { signal, onProgress } = options;
  const policy = judgedLayers(input);
  const result = await scan(targetOf(input), policy, {
    id: input.scanId,
    toolVersion,
    now: () => new Date(),
    signal,
    onProgress: ({ stage, done, total }) => onProgress({ stage, done, total }),
  });
  if (signal.aborted) throw new ConnectFailure('cancelled');
  return toRecord(result, policy);
}
