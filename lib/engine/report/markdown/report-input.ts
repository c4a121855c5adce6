import type { Inventory, Section } from '../../inventory/inventory.ts';
import type { Policy } from '../../policy/policy.ts';
import type { ScanDocument } from '../scan-document.ts';
import { inline } from './markdown-text.ts';

/** What the hardening report is made from: the scan as stored, its snapshot, and the policy it was judged by. */
export interface ReportInput {
  readonly document: ScanDocument;
  readonly inventory: Inventory;
  readonly policy: Policy;
}

/** Rows of a section, or the sentence that says why there are none to show. */
export function sectionRows<Row>(
  section: Section<Row>,
): { readonly rows: readonly Row[] } | { readonly unread: string } {
  return 'gap' in section ? { unread: `Not read: ${inline(section.gap.reason)}` } : section;
}

const system = /^(pg_|information_schema$)/;

export const isSystemSchema = (schema: string) => system.test(schema);
