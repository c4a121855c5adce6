import { defineControl, judged } from '../control.ts';

/** How a build that is no release names itself: 19beta1, 18rc2, 19devel, 15alpha. */
const preview = /^\d+(?:\.\d+)?(devel|alpha|beta|rc)/;

export const versionPrerelease = defineControl({
  id: 'version-prerelease',
  title: 'The server is a release, not a preview',
  area: 'configuration',
  scope: 'cluster',
  severity: 'medium',
  needs: [],
  threats: ['unpatched-software'],
  enforcedWhere: 'outside',
  references: [
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'NIST 800-53', id: 'SI-2' },
    { standard: 'ISO 27001:2022', id: 'A.8.8' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'Alpha, beta and release candidate builds get no security fixes of their own and may not read the data directory of the release.',
  caution: 'A preview cannot be upgraded in place: dump and restore into the release.',
  check(cluster) {
    const { version } = cluster.inventory.server;
    if (!preview.test(version)) return judged([]);
    return judged([
      {
        object: { kind: 'cluster' },
        title: `PostgreSQL ${version} is a preview, not a release`,
        evidence: { version },
        remedy: { manual: 'Dump the databases and restore them into a server of a released version.' },
      },
    ]);
  },
});
