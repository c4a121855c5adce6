import type { ThreatId } from '../threats/catalogue.ts';

/** Threats to the values of a column, in the order they are shown. Encryption of any kind answers some of these and no others. */
export const threatsToValues = [
  'physical-media-theft',
  'backup-theft',
  'eavesdropping',
  'insider-reads-regulated-data',
  'over-privileged-application',
  'stolen-credentials',
  'cross-tenant-access',
  'exfiltration-from-server',
  'escalation-to-superuser',
  'escalation-to-operating-system',
] as const satisfies readonly ThreatId[];

export type ThreatToValues = (typeof threatsToValues)[number];

/** What one way of encrypting does about each threat it says something about. */
export interface Layer {
  readonly title: string;
  readonly defends: Partial<Record<ThreatToValues, string>>;
  readonly doesNot: Partial<Record<ThreatToValues, string>>;
}

/** Reasons that several layers share. */
export const because = {
  selects: 'whoever may SELECT the column reads it',
  server: 'the running server hands out the values to whoever may ask',
  decrypts: 'what the application may decrypt, its thief may too',
  memory: 'whoever controls the server sees keys and values while they are used',
  statements: 'key and value stand in the statements, which need TLS on the way',
} as const;
