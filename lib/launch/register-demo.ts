import type { Demo } from '../demo/demo-server.ts';
import { actAsPostern } from '../service/auth/access.ts';
import { findDemoTarget } from '../service/db/targets.ts';
import { holdOwnCredential } from '../service/remediation/hold-own-credential.ts';
import { editTarget } from '../service/targets/edit-target.ts';
import { registerTarget } from '../service/targets/register-target.ts';

/**
 * Registers the demo the first time, by the door any database comes in by: password sealed, policy version 1, first scan queued,
 * the role that changes run as held. Later it only follows the demo to another port. A person who archived it, or forgot the
 * credential, does not get it back.
 */
export async function registerDemo(
  demo: Pick<Demo, 'host' | 'port' | 'database' | 'scanRole' | 'password' | 'policyText' | 'execution'>,
): Promise<void> {
  const access = actAsPostern('target:register');
  const connection = {
    name: 'Demo shop',
    host: demo.host,
    port: demo.port,
    database: demo.database,
    user: demo.scanRole,
    sslMode: 'prefer' as const,
    sslRootCert: null,
    substrate: null,
    password: demo.password,
  };
  const known = await findDemoTarget();
  if (known === null) {
    const { id } = await registerTarget(
      access,
      { ...connection, policyText: demo.policyText },
      { isDemo: true },
    );
    if (demo.execution !== null) await holdOwnCredential(access, id, demo.execution, { again: false });
  } else if (known.archivedAt === null && (known.port !== demo.port || known.host !== demo.host)) {
    await editTarget(access, known.id, { ...connection, name: known.name }, { sameServer: true });
    if (demo.execution !== null) await holdOwnCredential(access, known.id, demo.execution, { again: true });
  }
}
