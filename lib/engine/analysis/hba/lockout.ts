import type { ClusterFacts } from '../facts.ts';
import { roleGraph } from '../role-graph.ts';
import type { HbaDecision } from './hba-rule.ts';

const passwordMethods = new Set(['password', 'md5', 'scram-sha-256']);

function passwordLockout(facts: ClusterFacts, user: string, method: string): string | null {
  const role = roleGraph(facts).roles.get(user);
  if (role?.expired) return 'its password is past its VALID UNTIL';
  const section = facts.inventory.cluster['password-kinds'];
  if ('gap' in section) return null;
  const kind = section.rows.find((row) => row.role === user)?.kind;
  if (kind === 'none') return 'it has no password';
  return kind === 'md5' && method === 'scram-sha-256' ? 'its password is stored as md5' : null;
}

/**
 * Why nothing the role could show satisfies what it is asked for, or `null` where something might: no password is stored, it
 * is stored as md5 while the method is scram-sha-256, or it has expired; a client certificate is demanded and the server has
 * no `ssl_ca_file` to check one by. Uses `password-kinds` and `settings` where they were read. Source: `auth.c`.
 */
export function lockoutBy(
  facts: ClusterFacts,
  user: string,
  { method, options }: HbaDecision,
): string | null {
  if (options.clientcert !== undefined) {
    const section = facts.inventory.cluster.settings;
    const authority = 'gap' in section ? undefined : section.rows.find((row) => row.name === 'ssl_ca_file');
    if (authority?.value === '') return 'the server has no ssl_ca_file to check a certificate by';
  }
  return method !== null && passwordMethods.has(method) ? passwordLockout(facts, user, method) : null;
}
