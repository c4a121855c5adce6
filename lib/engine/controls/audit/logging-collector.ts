import { parameter, parseBoolean, parseList } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const loggingCollector = defineControl({
  id: 'logging-collector',
  title: 'The server keeps its own log',
  area: 'audit',
  scope: 'cluster',
  severity: 'medium',
  needs: ['settings'],
  // On a managed service or in a container the platform captures what the server writes to its standard error.
  substrates: ['self-managed'],
  threats: ['undetected-misuse', 'audit-tampering'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.3' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.3' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-4' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'Without the collector the log goes to the standard error of the server process, where lines are lost or mixed unless something else captures them; csvlog and jsonlog need the collector.',
  caution:
    'Needs a restart, and a log directory with room and rotation; where systemd or a container runtime already captures the log, accept the finding instead.',
  check(cluster) {
    const row = parameter(cluster, 'logging_collector');
    const destination = parameter(cluster, 'log_destination');
    if (!row || !destination)
      return { outcome: 'unknown', reason: 'the server did not show logging_collector and log_destination' };
    if (parseBoolean(row.value) === true) return judged([]);
    const destinations = parseList(destination.value);
    if (destinations.some((one) => one === 'syslog' || one === 'eventlog')) {
      return {
        outcome: 'not-applicable',
        reason: 'the log goes to syslog or the event log, which needs no collector',
      };
    }
    return judged([
      {
        object: settingObject('logging_collector'),
        title: 'The log goes to the standard error of the server, and no collector keeps it',
        evidence: { ...settingEvidence(row), logDestination: destination.value },
        remedy: setServerWide(row, 'on'),
      },
    ]);
  },
});
