/** The standards a control may point at. Ids are the standard's own, for example `4.3` or `V-233520`. */
export const standards = [
  'CIS PostgreSQL 16',
  'CIS PostgreSQL 17',
  'DISA STIG PostgreSQL',
  'PCI DSS 4.0',
  'HIPAA',
  'SOC 2',
  'GDPR',
  'ISO 27001:2022',
  'NIST 800-53',
  'PostgreSQL documentation',
  'CVE',
] as const;

export type Standard = (typeof standards)[number];

export interface Reference {
  readonly standard: Standard;
  readonly id: string;
}
