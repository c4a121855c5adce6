import type { Access } from '../auth/access.ts';
import { findRemediationTitle } from '../db/remediations.ts';

/** What a page is called in a browser's tab and history. Null where there is no such remediation. */
export async function getRemediationTitle(
  access: Access<'remediation:read'>,
  id: string,
): Promise<string | null> {
  access.demand('remediation:read');
  return findRemediationTitle(id);
}
