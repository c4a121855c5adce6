import type { Reference } from '../../model/reference.ts';

/** What every control on row policies answers to: access to rows is enforced by the database itself. */
export const rowReferences = [
  { standard: 'CIS PostgreSQL 16', id: '4.7' },
  { standard: 'CIS PostgreSQL 17', id: '4.7' },
  { standard: 'PCI DSS 4.0', id: '7.2.6' },
  { standard: 'NIST 800-53', id: 'AC-3' },
  { standard: 'ISO 27001:2022', id: 'A.8.3' },
  { standard: 'SOC 2', id: 'CC6.1' },
  { standard: 'HIPAA', id: '164.312(a)(1)' },
  { standard: 'GDPR', id: 'Art. 25' },
  { standard: 'GDPR', id: 'Art. 32' },
  { standard: 'PostgreSQL documentation', id: 'ddl-rowsecurity' },
] as const satisfies readonly Reference[];
