import { parameter, parseBoolean } from '../../analysis/parameter.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { settingObject } from '../parameter-finding.ts';

/** Time to renew before clients notice. */
const warningDays = 30;
const day = 86_400_000;

const renew =
  'Have the authority your clients trust sign a new certificate for the names they connect to, put it in place of ssl_cert_file and reload.';

export const tlsCertExpiry = defineControl({
  id: 'tls-cert-expiry',
  title: 'The server certificate is valid for another month and vouched for',
  area: 'encryption',
  scope: 'cluster',
  severity: 'high',
  needs: ['settings'],
  threats: ['server-impersonation', 'eavesdropping'],
  enforcedWhere: 'tls',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '6.8' },
    { standard: 'CIS PostgreSQL 17', id: '6.8' },
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'PCI DSS 4.0', id: '4.2.1.1' },
    { standard: 'NIST 800-53', id: 'SC-17' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'When the certificate ends, clients that verify it stop, and the quickest repair is to stop verifying. One that vouches for itself is verified by nobody who was not given it by hand.',
  caution: 'Clients that pin the old certificate need the new one, or its authority, first.',
  check(cluster) {
    const ssl = parseBoolean(parameter(cluster, 'ssl')?.value ?? null);
    if (ssl === null) return { outcome: 'unknown', reason: 'the server did not show ssl' };
    if (!ssl) return { outcome: 'not-applicable', reason: 'TLS is off; tls-enabled judges that' };
    const { certificate, collectedAt } = cluster.inventory;
    if (!certificate)
      return {
        outcome: 'unknown',
        reason: 'the scan did not connect over TLS, so the server did not show its certificate',
      };
    const left = (Date.parse(certificate.validTo) - Date.parse(collectedAt)) / day;
    const evidence = {
      subject: certificate.subject,
      issuer: certificate.issuer,
      alternativeNames: certificate.alternativeNames,
      validTo: certificate.validTo,
      selfSigned: certificate.selfSigned,
    };
    const about = (title: string, severity: 'critical' | 'high' | 'medium' | 'low'): FindingDraft => ({
      object: settingObject('ssl_cert_file'),
      title,
      evidence,
      severity,
      remedy: { manual: renew },
    });
    // One finding for one certificate: the nearest trouble speaks.
    if (left < 0)
      return judged([about(`The server certificate ended on ${certificate.validTo.slice(0, 10)}`, 'high')]);
    if (left < warningDays)
      return judged([about(`The server certificate ends on ${certificate.validTo.slice(0, 10)}`, 'medium')]);
    if (certificate.selfSigned)
      return judged([about('The server certificate vouches for itself: no authority signed it', 'low')]);
    return judged([]);
  },
});
