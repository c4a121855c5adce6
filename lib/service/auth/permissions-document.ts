import { permissions, permissionTable, personRoles, roleMay, roleMeanings } from './permissions.ts';

/** The permission table as it is published (`docs/permissions.md`), made from the one the door consults. */
export function permissionsDocument(): string {
  const rows = permissions.map(
    (permission) =>
      `| ${permissionTable[permission].means} | \`${permission}\` | ${personRoles.map((role) => (roleMay(role, permission) ? 'may' : '–')).join(' | ')} |`,
  );
  return [
    '# Who may do what',
    '',
    ...personRoles.map((role) => `- **${role}**: ${roleMeanings[role]}`),
    '',
    `| What | Permission | ${personRoles.join(' | ')} |`,
    `| --- | --- | ${personRoles.map(() => '---').join(' | ')} |`,
    ...rows,
    '',
    'This is the table the door consults on every request, and `lib/service/auth/permissions.pg.test.ts` asks every route as every role.',
    '',
  ].join('\n');
}
