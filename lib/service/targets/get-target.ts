import type { Access } from '../auth/access.ts';
import { findLatestScans, toShown } from '../db/scans.ts';
import { findTarget, type TargetRow } from '../db/targets.ts';
import { ServiceError } from '../errors.ts';
import type { ScanOverview, ShownScan } from '../scans/scan-overview.ts';

export interface TargetDetail {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly sslMode: string;
  /** Whether a certificate of its own authority is kept for it. */
  readonly hasRootCertificate: boolean;
  readonly substrate: string | null;
  readonly isDemo: boolean;
  readonly createdAt: string;
  /** The last request, whatever became of it. */
  readonly latest: ScanOverview | null;
  /** The last good result: what every page of the database shows. */
  readonly result: ShownScan | null;
}

/** The row itself, for the service's own use. */
export async function requireTarget(id: string): Promise<TargetRow> {
  const target = await findTarget(id);
  if (target === null) throw new ServiceError('not-found', 'There is no such database.');
  return target;
}

export async function getTarget(access: Access<'target:read'>, id: string): Promise<TargetDetail> {
  access.demand('target:read');
  const target = await requireTarget(id);
  const scans = (await findLatestScans([id])).get(id);
  return {
    id: target.id,
    name: target.name,
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.user,
    sslMode: target.sslMode,
    hasRootCertificate: target.sslRootCert !== null,
    substrate: target.substrate,
    isDemo: target.isDemo,
    createdAt: target.createdAt.toISOString(),
    latest: scans?.latest ?? null,
    result: scans ? toShown(scans.lastDone, scans.latest) : null,
  };
}
