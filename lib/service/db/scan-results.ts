import { database } from './client.ts';

/** One verdict per control, by id. */
export function findVerdicts(scanId: string) {
  return database().verdictRow.findMany({
    where: { scanId },
    orderBy: { control: 'asc' },
    select: { control: true, status: true, reason: true, gaps: true, findings: true },
  });
}

/** The JSON kept beside a scan; each is read by the one page that shows it. */
export async function findScanJson(
  scanId: string,
  column: 'coverage' | 'decisions' | 'gaps' | 'score',
): Promise<unknown> {
  switch (column) {
    case 'coverage':
      return (await database().scan.findUniqueOrThrow({ where: { id: scanId }, select: { coverage: true } }))
        .coverage;
    case 'score':
      return (await database().scan.findUniqueOrThrow({ where: { id: scanId }, select: { score: true } }))
        .score;
    case 'decisions':
      return (await database().scan.findUniqueOrThrow({ where: { id: scanId }, select: { decisions: true } }))
        .decisions;
    case 'gaps':
      return (await database().scan.findUniqueOrThrow({ where: { id: scanId }, select: { gaps: true } }))
        .gaps;
  }
}

/** The contract's scan JSON, gzip. */
export async function findReport(scanId: string): Promise<Uint8Array | null> {
  return (await database().scan.findUniqueOrThrow({ where: { id: scanId }, select: { report: true } }))
    .report;
}

/** The inventory, JSON, gzip; of a judgement that of the scan which read it. */
export async function findSnapshot(scanId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const scan = await database().scan.findUniqueOrThrow({
    where: { id: scanId },
    select: { snapshot: true, readScan: { select: { snapshot: true } } },
  });
  return scan.snapshot ?? scan.readScan?.snapshot ?? null;
}
