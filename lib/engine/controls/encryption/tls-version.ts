/** Protocol versions from oldest, as `ssl_min_protocol_version` and `pg_stat_ssl.version` write them. */
const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

export type TlsVersion = (typeof versions)[number];

/** Where the policy is silent: older versions are withdrawn (RFC 8996). */
export const withdrawnBelow: TlsVersion = 'TLSv1.2';

/** Rank from 0; the empty setting stands for any version (-1); null for a word that is no version. */
export function tlsRank(version: string | null): number | null {
  if (version === null || version === '') return -1;
  const rank = versions.findIndex((one) => one.toLowerCase() === version.toLowerCase());
  return rank < 0 ? null : rank;
}
