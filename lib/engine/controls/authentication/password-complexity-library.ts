import { parseList } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { hbaNeeds } from '../hba-finding.ts';
import { settingEvidence, settingObject } from '../parameter-finding.ts';
import { judgeStoredPasswords } from './stored-passwords.ts';

const filters = ['passwordcheck', 'credcheck', 'pg_password_profile', 'passwordpolicy', 'rds_password_check'];

export const passwordComplexityLibrary = defineControl({
  id: 'password-complexity-library',
  title: 'New passwords are checked where PostgreSQL stores them',
  area: 'authentication',
  scope: 'cluster',
  severity: 'low',
  needs: [...hbaNeeds, 'protected-settings'],
  threats: ['credential-guessing'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '5.6' },
    { standard: 'CIS PostgreSQL 17', id: '5.6' },
    { standard: 'PCI DSS 4.0', id: '8.3.6' },
    { standard: 'NIST 800-53', id: 'IA-5(1)' },
    { standard: 'ISO 27001:2022', id: 'A.5.17' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'PostgreSQL takes any password, also the role’s own name. A password filter is a library; without one only the habits of whoever runs ALTER ROLE stand between an account and a guess.',
  caution:
    'Filters see only plain-text passwords: a SCRAM verifier made by the client, which is the better way, passes unseen.',
  check(cluster) {
    return judgeStoredPasswords(cluster, (shared, session) => {
      const loaded = [...parseList(shared.value), ...parseList(session.value)];
      const names = loaded.map((one) => (one.split('/').at(-1) ?? one).replace(/\.(so|dll|dylib)$/, ''));
      if (names.some((one) => filters.includes(one))) return judged([]);
      return judged([
        {
          object: settingObject('shared_preload_libraries'),
          title: 'No library checks the passwords that roles are given, and they are used over the network',
          evidence: { ...settingEvidence(shared), known: filters },
          remedy: {
            manual:
              'Load passwordcheck (part of PostgreSQL) or credcheck through shared_preload_libraries and restart; or use certificates, GSSAPI or a directory instead of stored passwords.',
          },
        },
      ]);
    });
  },
});
