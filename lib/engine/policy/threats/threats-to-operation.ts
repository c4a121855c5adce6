import type { ThreatEntry } from './catalogue.ts';

/** Not noticing, not recovering, not being up to date. */
export const threatsToOperation = {
  'undetected-misuse': {
    title: 'Misuse leaves no trace that anybody would look at',
    actor: 'Any attacker or insider, after the fact',
    asset: 'The ability to notice, to answer and to prove',
    boundary: 'Action to record',
    path: 'Logins, role changes, DDL and reads of regulated data are not recorded, or lack who, from where and when, so that a breach is found late and its extent never.',
    examples: [
      'log_connections off',
      'no pgaudit on regulated relations',
      'a log line prefix without user and host',
    ],
  },
  'audit-tampering': {
    title: 'The record is changed or switched off by those it records',
    actor: 'A privileged role covering its tracks',
    asset: 'Logs and audit tables',
    boundary: 'Administrator to evidence',
    path: 'Those who are audited can change logging settings, write the audit table or delete its files, and the copy elsewhere does not exist.',
    examples: [
      'SET log_statement in a role’s own settings',
      'an audit table its writer may update',
      'logs only on the server itself',
    ],
  },
  'unrecoverable-loss': {
    title: 'Data is lost or destroyed and cannot be brought back',
    actor: 'Ransomware, a mistake, failing hardware',
    asset: 'The data itself',
    boundary: 'Production to recovery',
    path: 'Archiving is off or failing, backups were never restored, or one role can destroy both; the loss exceeds what the business agreed to.',
    examples: [
      'archive_mode off on a production server',
      'archive_command failing for weeks',
      'fsync or full_page_writes off, checksums off',
    ],
  },
  'unpatched-software': {
    title: 'A known hole is still open',
    actor: 'Anyone who reads security advisories',
    asset: 'The server and everything on it',
    boundary: 'Published vulnerability to running version',
    path: 'The server or an extension runs a release that has known vulnerabilities or no longer receives fixes.',
    examples: [
      'a minor release two years behind',
      'a major release past its end of life',
      'an extension not updated after the package was',
    ],
  },
} satisfies Readonly<Record<string, ThreatEntry>>;
