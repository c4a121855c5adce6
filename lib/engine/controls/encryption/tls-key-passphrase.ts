import { parameter, parseBoolean, protectedParameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { settingEvidence, settingObject } from '../parameter-finding.ts';

export const tlsKeyPassphrase = defineControl({
  id: 'tls-key-passphrase',
  title: 'The server key is encrypted where it is stored',
  area: 'encryption',
  scope: 'cluster',
  severity: 'info',
  needs: ['settings', 'protected-settings'],
  substrates: ['self-managed', 'kubernetes'],
  threats: ['physical-media-theft', 'backup-theft', 'server-impersonation'],
  enforcedWhere: 'tls',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '6.8' },
    { standard: 'CIS PostgreSQL 17', id: '6.8' },
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'NIST 800-53', id: 'SC-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: '18.9' },
  ],
  rationale:
    'A server key without a passphrase goes along with every copy of its file. Whoever has it can stand in for the server before any client.',
  caution:
    'The server starts only where the command can fetch the passphrase: a failing command is an outage.',
  check(cluster) {
    const ssl = parseBoolean(parameter(cluster, 'ssl')?.value ?? null);
    if (ssl === null) return { outcome: 'unknown', reason: 'the server did not show ssl' };
    if (!ssl) return { outcome: 'not-applicable', reason: 'TLS is off; tls-enabled judges that' };
    const row = protectedParameter(cluster, 'ssl_passphrase_command');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show ssl_passphrase_command' };
    if ((row.value ?? '') !== '') return judged([]);
    return judged([
      {
        object: settingObject('ssl_passphrase_command'),
        title: 'The server reads its private key without a passphrase',
        evidence: settingEvidence(row),
        remedy: {
          manual:
            'Encrypt the key file with a passphrase and set ssl_passphrase_command to a command that fetches it from a secret store, then restart.',
        },
      },
    ]);
  },
});
