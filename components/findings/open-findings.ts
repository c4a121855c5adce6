import type { ScanSummary } from '#lib/service/scans/scan-overview.ts';

/** Findings that count: all severities, accepted ones not. */
export function openFindings({ findings }: ScanSummary): number {
  return findings.critical + findings.high + findings.medium + findings.low + findings.info;
}
