import type { PersonRole } from '#lib/service/auth/permissions.ts';

/** Roles as people read them. */
export const roleNames: Readonly<Record<PersonRole, string>> = {
  administrator: 'Administrator',
  reviewer: 'Reviewer',
  dba: 'DBA',
  auditor: 'Auditor',
};
