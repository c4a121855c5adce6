/** The rooms of the control catalogue, one folder each under `controls/`, one column each in the coverage matrix. */
export const areas = [
  'network',
  'authentication',
  'roles',
  'grants',
  'ownership',
  'rows',
  'columns',
  'routines',
  'encryption',
  'audit',
  'backup',
  'configuration',
] as const;

export type Area = (typeof areas)[number];

/** By what a control is enforced in a running system: what an architect names when asked "where is this enforced?". */
export const enforcedWhere = [
  'engine',
  'pg_hba',
  'tls',
  'role',
  'grant',
  'policy',
  'column',
  'audit',
  'backup',
  'outside',
] as const;

export type EnforcedWhere = (typeof enforcedWhere)[number];
