import { parameter, parseBoolean } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const logRotation = defineControl({
  id: 'log-rotation',
  title: 'Log files are rotated by age or size',
  area: 'audit',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings'],
  substrates: ['self-managed', 'kubernetes'],
  threats: ['resource-exhaustion', 'audit-tampering'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.7' },
    { standard: 'CIS PostgreSQL 16', id: '3.1.8' },
    { standard: 'CIS PostgreSQL 16', id: '3.1.9' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.7' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.8' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.9' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233536' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-4' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'A log that is never rotated grows until the volume is full, and cannot be moved away or held for its retention time as a closed file.',
  caution: 'More files: what ships or deletes them must know the pattern of their names.',
  check(cluster) {
    const collector = parameter(cluster, 'logging_collector');
    const age = parameter(cluster, 'log_rotation_age');
    const size = parameter(cluster, 'log_rotation_size');
    if (!collector || !age || !size)
      return { outcome: 'unknown', reason: 'the server did not show log_rotation_age and log_rotation_size' };
    if (parseBoolean(collector.value) !== true)
      return {
        outcome: 'not-applicable',
        reason: 'the logging collector is off, so there is no log file to rotate',
      };
    if (Number(age.value) > 0 || Number(size.value) > 0) return judged([]);
    return judged([
      {
        object: settingObject('log_rotation_age'),
        title: 'Log files are rotated neither by age nor by size',
        evidence: { ...settingEvidence(age), logRotationSize: size.value },
        remedy: setServerWide(age, '1d'),
      },
    ]);
  },
});
