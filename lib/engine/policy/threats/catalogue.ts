/** A threat, as published in the catalogue (`docs/threats.md`). */
export interface Threat {
  readonly id: string;
  readonly title: string;
  /** Who does it. */
  readonly actor: string;
  /** What they are after. */
  readonly asset: string;
  /** The trust boundary they cross. */
  readonly boundary: string;
  /** How it goes, in one or two sentences. */
  readonly path: string;
  readonly examples: readonly string[];
}

/** The built-in threats. Ids are public: policies set them aside by id. */
export const threatIds = [
  'network-reach',
  'eavesdropping',
  'server-impersonation',
  'credential-guessing',
  'stolen-credentials',
  'stale-credentials',
  'escalation-to-superuser',
  'escalation-to-operating-system',
  'over-privileged-application',
  'trojan-objects',
  'cross-tenant-access',
  'insider-reads-regulated-data',
  'physical-media-theft',
  'backup-theft',
  'undetected-misuse',
  'audit-tampering',
  'unrecoverable-loss',
  'unpatched-software',
  'exfiltration-from-server',
  'resource-exhaustion',
  'dangerous-ddl',
  'retention-beyond-need',
  'unrotated-secrets',
] as const;

export type ThreatId = (typeof threatIds)[number];

/** A threat without its id, as the files of this folder write it. */
export type ThreatEntry = Omit<Threat, 'id'>;
