import { fewestIterations } from '../../connect/scram-verifier.ts';
import type { PasswordKindRow } from '../../inventory/sections/password-kinds.ts';
import { defineControl, judged } from '../control.ts';
import { newPasswordWords } from './new-password-words.ts';

export const storedPasswordNotScram = defineControl({
  id: 'stored-password-not-scram',
  title: 'Every stored password is a SCRAM verifier',
  area: 'authentication',
  scope: 'cluster',
  severity: 'high',
  needs: ['password-kinds', 'roles'],
  threats: ['stolen-credentials', 'credential-guessing'],
  enforcedWhere: 'role',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233596' },
    { standard: 'PCI DSS 4.0', id: '8.3.2' },
    { standard: 'NIST 800-53', id: 'IA-5(1)' },
    { standard: 'ISO 27001:2022', id: 'A.5.17' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'With the md5 method the stored hash itself logs in: a copy of pg_authid, from a backup say, is a set of keys. It is also quick to guess from, since one guess costs one md5; a SCRAM verifier of few iterations costs little more.',
  caution:
    'The password has to be set again by whoever knows it, and the client must speak SCRAM; change the rule of pg_hba.conf to scram-sha-256 only after that.',
  check(cluster) {
    const login = new Map(cluster.read('roles').map((role) => [role.name, role.login]));
    const quick = ({ kind, iterations }: PasswordKindRow) =>
      kind === 'scram-sha-256' && iterations !== null && iterations < fewestIterations;
    const weak = cluster
      .read('password-kinds')
      .filter((row) => row.kind === 'md5' || row.kind === 'other' || quick(row));
    return judged(
      weak.map((row) => ({
        object: { kind: 'role' as const, role: row.role },
        title:
          row.kind === 'md5'
            ? `The password of ${row.role} is stored as an md5 hash`
            : quick(row)
              ? `The password of ${row.role} is hashed only ${row.iterations === 1 ? 'once' : `${row.iterations} times`}, and quick to guess from a copy`
              : `The password of ${row.role} is stored in a form that is not a SCRAM verifier`,
        evidence: {
          stored: row.kind,
          login: login.get(row.role) ?? false,
          ...(quick(row) ? { iterations: row.iterations } : {}),
        },
        ...(login.get(row.role) === false
          ? { severity: 'low' as const }
          : quick(row)
            ? { severity: 'medium' as const }
            : {}),
        remedy: {
          manual: `${newPasswordWords} By hand: psql’s \\password under password_encryption = scram-sha-256, which makes the verifier too.`,
          newPassword: { role: row.role, along: [] },
        },
      })),
    );
  },
});
