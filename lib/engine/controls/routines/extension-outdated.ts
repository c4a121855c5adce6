import type { Remedy } from '../../model/change.ts';
import { defineControl, judged } from '../control.ts';
import { compareVersions } from './extension-version.ts';

export const extensionOutdated = defineControl({
  id: 'extension-outdated',
  title: 'Extensions run the version that is installed on the server',
  area: 'routines',
  scope: 'database',
  severity: 'medium',
  needs: ['extensions'],
  threats: ['unpatched-software'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'PCI DSS 4.0', id: '6.3.3' },
    { standard: 'NIST 800-53', id: 'SI-2' },
    { standard: 'ISO 27001:2022', id: 'A.8.8' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'Upgrading the package on the host replaces the library, not the SQL objects in the database: corrections of grants and of unsafe functions arrive only with ALTER EXTENSION UPDATE.',
  caution:
    'An update may change or drop functions that views and code use, and there is seldom a script back.',
  check: (database) =>
    judged(
      database.read('extensions').flatMap((extension) => {
        const { name, version, defaultVersion } = extension;
        if (defaultVersion === null || defaultVersion === version) return [];
        const newerInDatabase = compareVersions(version, defaultVersion) === 1;
        const remedy: Remedy = newerInDatabase
          ? {
              manual: `Install the package that brings version ${version} or later on the host: it is older there than in the database.`,
            }
          : {
              changes: [
                { do: 'update-extension', extension: name, database: database.name, to: defaultVersion },
              ],
            };
        return [
          {
            object: { kind: 'extension' as const, database: database.name, name },
            title: `Extension ${name} is at version ${version}, the server has ${defaultVersion}`,
            evidence: { installed: version, available: defaultVersion, schema: extension.schema },
            remedy,
          },
        ];
      }),
    ),
});
