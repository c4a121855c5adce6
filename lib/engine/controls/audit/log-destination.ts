import { parameter, parseBoolean, parseList } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

/** Formats that only the logging collector can write (documentation 20.8.1, log_destination). */
const needCollector = new Set(['csvlog', 'jsonlog']);

export const logDestination = defineControl({
  id: 'log-destination',
  title: 'The log has a destination that keeps it',
  area: 'audit',
  scope: 'cluster',
  severity: 'medium',
  needs: ['settings'],
  threats: ['undetected-misuse', 'audit-tampering'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.2' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.2' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-4' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'With an empty log_destination the server writes no log at all, and csvlog or jsonlog without the logging collector are written to the standard error instead. Both look right to somebody who only reads the other half.',
  caution: 'Another destination needs another reader: tell whoever ships the log.',
  check(cluster) {
    const row = parameter(cluster, 'log_destination');
    const collector = parameter(cluster, 'logging_collector');
    if (!row || !collector)
      return { outcome: 'unknown', reason: 'the server did not show log_destination and logging_collector' };
    const destinations = parseList(row.value);
    const collected = parseBoolean(collector.value) === true;
    const lost = destinations.filter((one) => needCollector.has(one) && !collected);
    if (destinations.length > 0 && lost.length === 0) return judged([]);
    return judged([
      {
        object: settingObject('log_destination'),
        title:
          destinations.length === 0
            ? 'log_destination is empty: the server writes no log'
            : `The log is to be written as ${lost.join(' and ')}, which needs the logging collector, and it is off`,
        evidence: { ...settingEvidence(row), loggingCollector: collected },
        remedy: setServerWide(
          row,
          [...destinations.filter((one) => !lost.includes(one)), 'stderr']
            .filter((one, at, all) => all.indexOf(one) === at)
            .join(','),
        ),
      },
    ]);
  },
});
