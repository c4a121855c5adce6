import { readScanRole } from '../connect/scan-role.ts';
import { readServerVersion } from '../connect/server-version.ts';
import type { Read } from '../connect/session.ts';
import type { Substrate } from '../connect/substrate.ts';
import { exactAcl, plainAcl } from './acl-sql.ts';
import { flag, text } from './cell.ts';
import { detectSubstrate } from './detect-substrate.ts';
import { findPasswordSource } from './password-source.ts';
import type { SectionContext } from './section.ts';
import type { ServerRow } from './sections/server.ts';

const serverSql = `
SELECT (SELECT c.system_identifier::pg_catalog.text FROM pg_catalog.pg_control_system() c), pg_catalog.version(),
  pg_catalog.pg_is_in_recovery(), (SELECT r.rolname::pg_catalog.text FROM pg_catalog.pg_roles r WHERE r.oid = 10),
  EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname ~ '^[0-9]+$')`;

/** What everything else depends on. A server that refuses any of it cannot be scanned: throws. */
export async function readServer(
  read: Read,
  stated: Substrate | undefined,
): Promise<{ server: ServerRow; context: SectionContext }> {
  const { version, versionNum } = await readServerVersion(read);
  const scanRole = await readScanRole(read, versionNum);
  const [identifier, versionText, inRecovery, bootstrapRole, digitNames] = (await read(serverSql))[0] ?? [];
  const server: ServerRow = {
    systemIdentifier: text(identifier),
    version,
    versionNum,
    versionText: text(versionText),
    inRecovery: flag(inRecovery),
    bootstrapRole: text(bootstrapRole),
    scanRole: scanRole.name,
    scanRoleIsSuperuser: scanRole.superuser,
  };
  const context: SectionContext = {
    versionNum,
    scanRole,
    substrate: stated ?? (await detectSubstrate(read)),
    passwordSource: await findPasswordSource(read, scanRole),
    acl: flag(digitNames) ? exactAcl : plainAcl,
  };
  return { server: Object.freeze(server), context };
}
