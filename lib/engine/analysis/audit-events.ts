/**
 * What each audit event of the policy asks of the server: the pgaudit class that records it, and the least
 * `log_statement` that does too (null: none does). Events that neither has to do with are answered elsewhere.
 * `log_statement = 'mod'` is no record of writes: a DELETE inside WITH, and all that functions do, pass it by.
 */
export interface AuditEvent {
  readonly pgauditClass: string;
  readonly logStatement: 'ddl' | null;
  /** pgaudit's object auditing (`pgaudit.role`) can record it too. */
  readonly byObject: boolean;
}

const events: Readonly<Record<string, AuditEvent>> = {
  ddl: { pgauditClass: 'ddl', logStatement: 'ddl', byObject: false },
  role: { pgauditClass: 'role', logStatement: 'ddl', byObject: false },
  write: { pgauditClass: 'write', logStatement: null, byObject: false },
  'write-regulated': { pgauditClass: 'write', logStatement: null, byObject: true },
  read: { pgauditClass: 'read', logStatement: null, byObject: false },
  'read-regulated': { pgauditClass: 'read', logStatement: null, byObject: true },
  function: { pgauditClass: 'function', logStatement: null, byObject: false },
  misc: { pgauditClass: 'misc', logStatement: null, byObject: false },
};

/** Recorded by the server itself: refused logins always, connections by `log_connections`. */
const ofConnections = new Set([
  'failed-login',
  'login',
  'connection',
  'connections',
  'disconnection',
  'disconnections',
  'logout',
]);

/** `null` for an event of connections, `undefined` for a word that is not known here. */
export function auditEvent(name: string): AuditEvent | null | undefined {
  const word = name.trim().toLowerCase();
  if (ofConnections.has(word)) return null;
  return Object.hasOwn(events, word) ? events[word] : undefined;
}
