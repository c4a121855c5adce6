/** One major version: its end of life and the newest minor release known to this table. */
export interface MajorRelease {
  readonly major: number;
  /** Day of the last release, `YYYY-MM-DD` (https://www.postgresql.org/support/versioning/). */
  readonly endOfLife: string;
  readonly newestMinor: number;
}

/** What was known when this Postern was made; no network is asked. */
export const releaseTable = {
  /** Newest minors as of this day. After `staleFrom` a server that is at them can no longer be called current. */
  asOf: '2026-11-21',
  staleFrom: '2027-11-21',
  majors: [
    { major: 10, endOfLife: '2022-11-10', newestMinor: 23 },
    { major: 11, endOfLife: '2023-11-09', newestMinor: 22 },
    { major: 12, endOfLife: '2024-11-21', newestMinor: 22 },
    { major: 13, endOfLife: '2025-11-13', newestMinor: 23 },
    { major: 14, endOfLife: '2026-11-12', newestMinor: 25 },
    { major: 15, endOfLife: '2027-11-11', newestMinor: 20 },
    { major: 16, endOfLife: '2028-11-09', newestMinor: 16 },
    { major: 17, endOfLife: '2029-11-08', newestMinor: 12 },
    { major: 18, endOfLife: '2030-11-14', newestMinor: 7 },
  ] satisfies readonly MajorRelease[],
} as const;

export function releaseOf(versionNum: number): MajorRelease | null {
  return releaseTable.majors.find((one) => one.major === Math.trunc(versionNum / 10000)) ?? null;
}
