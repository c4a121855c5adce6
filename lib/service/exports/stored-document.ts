import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { scoreOfEntries } from '../../engine/coverage/score.ts';
import { clusterEncryption } from '../../engine/policy/encryption/encrypted-columns.ts';
import type { ScanDocument } from '../../engine/report/scan-document.ts';
import { storedDecisions } from '../coverage/stored-decisions.ts';
import { findReport, findScanJson } from '../db/scan-results.ts';
import { askedDecisions } from '../decisions/asked-decisions.ts';
import { ServiceError } from '../errors.ts';
import type { OpenSnapshot } from '../snapshot/open-snapshot.ts';

const unpack = promisify(gunzip);

/**
 * A report as it was stored: without what is kept elsewhere (findings) or can be had again from the snapshot. Results from before
 * that have it all.
 */
export type StoredDocument = Omit<ScanDocument, 'decisions' | 'encryption'> &
  Partial<Pick<ScanDocument, 'decisions' | 'encryption'>>;

/** A scan as it was stored; `not-found` when it is not kept any more. */
export async function storedDocument(scanId: string): Promise<StoredDocument> {
  const packed = await findReport(scanId);
  if (packed === null) throw new ServiceError('not-found', 'The report of this scan is not kept any more.');
  const document: StoredDocument = JSON.parse((await unpack(packed)).toString('utf8'));
  // A result from before there was a score is scored from the statuses it kept.
  return {
    ...document,
    findings: document.findings ?? [],
    score: document.score ?? scoreOfEntries(document.controls),
  };
}

/** The whole document again, with the snapshot it was judged on. */
export async function wholeDocument(
  document: StoredDocument,
  scanId: string,
  { facts, policy }: Pick<OpenSnapshot, 'facts' | 'policy'>,
): Promise<ScanDocument> {
  const { decisions, encryption, ...rest } = document;
  if (decisions !== undefined) return { ...rest, decisions, ...(encryption ? { encryption } : {}) };
  const stored = storedDecisions(await findScanJson(scanId, 'decisions'));
  return {
    ...rest,
    decisions: askedDecisions(facts, [policy], stored),
    encryption: clusterEncryption(facts, policy),
  };
}
