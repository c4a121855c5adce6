import type { SessionGroupRow } from '../../inventory/sections/sessions.ts';
import type { RoleGraph } from '../role-graph.ts';
import type { HbaRequest } from './hba-rule.ts';
import { parseIpAddress } from './ip-address.ts';

/** The attempt by which the session would come back, or what of it the server did not show. */
export type SessionAttempt = { readonly attempt: HbaRequest } | { readonly unread: string };

/**
 * How a present session would knock again. A walsender without a database is physical replication, one with a database
 * is an ordinary connection to the rules. What was not shown is never filled in: neither a socket for an address that is
 * missing, nor a plain connection for an encryption that is.
 */
export function sessionAttempt(session: SessionGroupRow, graph: RoleGraph): SessionAttempt {
  const { role, database, backendType, transport } = session;
  const replication = backendType === 'walsender' && database === null;
  if (role === null) return { unread: 'its role was not shown' };
  if (database === null && !replication) return { unread: 'its database was not shown' };
  const who = {
    user: role,
    database: database ?? '',
    replication,
    memberOf: graph.memberOf(role),
    userExists: graph.roles.has(role),
    serverAddresses: null,
  };
  if (transport === 'socket') return { attempt: { ...who, address: null, tls: false, gss: false } };
  const address = session.address === null ? null : parseIpAddress(session.address);
  if (address === null) return { unread: 'the address it comes from was not shown' };
  if (typeof session.gss !== 'boolean') return { unread: 'how it is encrypted was not shown' };
  return { attempt: { ...who, address, tls: session.tls, gss: session.gss } };
}
