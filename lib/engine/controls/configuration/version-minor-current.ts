import { isManaged } from '../../connect/substrate.ts';
import { defineControl, judged } from '../control.ts';
import { releaseOf, releaseTable } from './postgresql-releases.ts';

export const versionMinorCurrent = defineControl({
  id: 'version-minor-current',
  title: 'The minor version is the newest this Postern knows of',
  area: 'configuration',
  scope: 'cluster',
  severity: 'high',
  needs: [],
  threats: ['unpatched-software'],
  enforcedWhere: 'outside',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '1.5' },
    { standard: 'CIS PostgreSQL 17', id: '1.5' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233513' },
    { standard: 'PCI DSS 4.0', id: '6.3.3' },
    { standard: 'NIST 800-53', id: 'SI-2' },
    { standard: 'ISO 27001:2022', id: 'A.8.8' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'Minor releases carry nothing but fixes, those of published vulnerabilities among them: what they mend is public, and so is how to use it.',
  caution: 'Needs a restart; read the release notes for indexes to rebuild.',
  check(cluster) {
    const { versionNum, version } = cluster.inventory.server;
    const release = releaseOf(versionNum);
    if (!release)
      return {
        outcome: 'unknown',
        reason: `this Postern knows no minor release of PostgreSQL ${Math.trunc(versionNum / 10000)}`,
      };
    const minor = versionNum % 10000;
    if (minor < release.newestMinor) {
      return judged([
        {
          object: { kind: 'cluster' },
          title: `PostgreSQL ${release.major}.${minor} lacks the fixes up to ${release.major}.${release.newestMinor}`,
          evidence: {
            version,
            newestKnown: `${release.major}.${release.newestMinor}`,
            knownAsOf: releaseTable.asOf,
          },
          remedy: {
            manual: isManaged(cluster.inventory.substrate)
              ? `Have the service move the instance to ${release.major}.${release.newestMinor} or later, or to the newest minor version it offers, at a planned time.`
              : `Install ${release.major}.${release.newestMinor} or later from your package source and restart the server.`,
          },
        },
      ]);
    }
    if (cluster.inventory.collectedAt.slice(0, 10) >= releaseTable.staleFrom) {
      return {
        outcome: 'unknown',
        reason: `the release table of this Postern is of ${releaseTable.asOf}; update Postern to know of later releases`,
      };
    }
    return judged([]);
  },
});
