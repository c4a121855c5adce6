import {
  formatFileMode,
  parameter,
  parseFileMode,
  protectedParameter,
  splitList,
} from '../../analysis/parameter.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const localSocketPermissions = defineControl({
  id: 'local-socket-permissions',
  title: 'The local socket is not open to every account of the machine',
  area: 'configuration',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings', 'protected-settings'],
  substrates: ['self-managed'],
  threats: ['network-reach', 'credential-guessing'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'With the default mode any account of the machine may knock at the database, and then only pg_hba.conf stands between a broken-into web server and the data. A socket in the abstract namespace (a name that begins with @) has no mode at all.',
  caution:
    'Needs a restart; with 0770 only the server account and the group of unix_socket_group get to the socket, so set that group first.',
  check(cluster) {
    const directories = protectedParameter(cluster, 'unix_socket_directories');
    const row = parameter(cluster, 'unix_socket_permissions');
    const mode = parseFileMode(row?.value ?? null);
    if (!row || !directories || mode === null)
      return { outcome: 'unknown', reason: 'the server did not show unix_socket_permissions' };
    if ((directories.value ?? '').trim() === '')
      return { outcome: 'not-applicable', reason: 'the server has no local socket' };
    const { value } = directories;
    if (value === null)
      return {
        outcome: 'unknown',
        reason: 'the scan role has its own unix_socket_directories, which hides the server-wide value',
      };
    const abstract = splitList(value).filter((one) => one.startsWith('@'));
    const open: FindingDraft[] =
      abstract.length === 0
        ? []
        : [
            {
              object: settingObject('unix_socket_directories'),
              title: `Every account of the machine may connect to the local socket ${abstract.join(' and ')}, which has no permissions`,
              evidence: settingEvidence(directories),
              remedy: {
                manual:
                  'Take the names that begin with @ out of unix_socket_directories, point their clients at a socket in a directory, and restart the server.',
              },
            },
          ];
    // Connecting to a socket takes the right to write.
    if ((mode & 0o002) === 0) return judged(open);
    return judged([
      ...open,
      {
        object: settingObject('unix_socket_permissions'),
        title: `Every account of the machine may connect to the local socket (mode ${formatFileMode(mode)})`,
        evidence: {
          ...settingEvidence(row),
          value: formatFileMode(mode),
          group: parameter(cluster, 'unix_socket_group')?.value ?? '',
        },
        remedy: setServerWide(row, '0770'),
      },
    ]);
  },
});
