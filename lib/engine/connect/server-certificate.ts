import type { PeerCertificate } from 'node:tls';

/** The certificate the server showed the scan: X.509 names as OpenSSL prints them, cut where a server sends megabytes. */
export interface ServerCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** `DNS:db.example, IP Address:10.0.0.5`, or empty. */
  readonly alternativeNames: string;
  /** ISO 8601 UTC. */
  readonly validFrom: string;
  /** ISO 8601 UTC. */
  readonly validTo: string;
  /** It names itself as its issuer: nobody else vouches for it. */
  readonly selfSigned: boolean;
}

const longest = 1000;

const nameText = (name: PeerCertificate['subject'] | undefined): string =>
  Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : String(value)}`)
    .join(', ')
    .slice(0, longest);

/** Null where there is none, or its dates cannot be read. */
export function serverCertificate(certificate: PeerCertificate): ServerCertificate | null {
  const [from, to] = [new Date(certificate.valid_from), new Date(certificate.valid_to)];
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return null;
  const [subject, issuer] = [nameText(certificate.subject), nameText(certificate.issuer)];
  return {
    subject,
    issuer,
    alternativeNames: (certificate.subjectaltname ?? '').slice(0, longest),
    validFrom: from.toISOString(),
    validTo: to.toISOString(),
    selfSigned: subject === issuer,
  };
}
