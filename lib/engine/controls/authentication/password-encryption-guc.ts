import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { fewestIterations } from '../../connect/scram-verifier.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

export const passwordEncryptionGuc = defineControl({
  id: 'password-encryption-guc',
  title: 'New passwords are stored as SCRAM verifiers',
  area: 'authentication',
  scope: 'cluster',
  severity: 'high',
  needs: [...parameterLevelNeeds],
  threats: ['stolen-credentials', 'credential-guessing'],
  enforcedWhere: 'engine',
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
    'An md5 hash is as good as the password to whoever steals it, and its salt is the name of the role. A role may carry a setting of its own that brings md5 back, or few iterations of SCRAM, for the passwords it sets.',
  caution:
    'Passwords that are stored already stay as they are until they are set again; very old drivers do not know SCRAM.',
  check(cluster) {
    const levels = parameterLevels(cluster, 'password_encryption');
    if (!levels) return { outcome: 'unknown', reason: 'the server did not show password_encryption' };
    const kind = judgeLevels(levels, {
      isRight: (value) => value.trim().toLowerCase() === 'scram-sha-256',
      value: 'scram-sha-256',
      title: (wrong) => `New passwords are stored as md5 hashes (${wrong.map(levelWords).join(', ')})`,
    });
    // Since 16.
    const iterations = parameterLevels(cluster, 'scram_iterations');
    if (!iterations) return kind;
    const cost = judgeLevels(iterations, {
      isRight: (value) => Number(value) >= fewestIterations,
      value: null,
      title: (wrong) =>
        `New passwords are hashed fewer than ${fewestIterations} times (${wrong.map(levelWords).join(', ')})`,
      severity: 'medium',
    });
    return {
      outcome: 'judged',
      findings: [...kind.findings, ...cost.findings],
      undecided: [...kind.undecided, ...cost.undecided],
    };
  },
});
