import { parseBoolean, parseDuration } from '../../analysis/parameter.ts';
import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

type IsOff = (value: string, unit: string | null) => boolean;
const isFalse: IsOff = (value) => parseBoolean(value) === false;
const isZero: IsOff = (value, unit) => parseDuration(value, unit) === 0;

const hooks: readonly { readonly name: string; readonly isOff: IsOff; readonly does: string }[] = [
  { name: 'jit_debugging_support', isOff: isFalse, does: 'registers compiled code with a debugger' },
  {
    name: 'jit_profiling_support',
    isOff: isFalse,
    does: 'writes compiled code to files of the server account',
  },
  { name: 'jit_dump_bitcode', isOff: isFalse, does: 'writes compiled code into the data directory' },
  {
    name: 'ignore_system_indexes',
    isOff: isFalse,
    does: 'reads the system catalogs without their indexes, as for repairing a damaged one',
  },
  { name: 'post_auth_delay', isOff: isZero, does: 'holds every session up after it has logged in' },
  { name: 'pre_auth_delay', isOff: isZero, does: 'holds every session up before it logs in' },
];

export const backendParams = defineControl({
  id: 'backend-params',
  title: 'No debugging or profiling hook is on',
  area: 'configuration',
  scope: 'cluster',
  severity: 'low',
  needs: [...parameterLevelNeeds],
  threats: ['escalation-to-operating-system', 'resource-exhaustion'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '6.2' },
    { standard: 'CIS PostgreSQL 17', id: '6.2' },
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'NIST 800-53', id: 'CM-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'PostgreSQL documentation', id: '20.17' },
  ],
  rationale:
    'These settings are for people who debug PostgreSQL: they write compiled code to files of the server, look past the indexes of the system catalogs, or hold every login up for somebody to attach a debugger.',
  caution: 'Nothing but a debugging session depends on it.',
  check(cluster) {
    const judgements = hooks.map(({ name, isOff, does }) => {
      const levels = parameterLevels(cluster, name);
      return levels === null
        ? null
        : judgeLevels(levels, {
            isRight: (value) => isOff(value, levels.row.unit),
            value: null,
            title: (wrong) => `Setting ${name} (${wrong.map(levelWords).join(', ')}) ${does}`,
          });
    });
    if (judgements.includes(null))
      return { outcome: 'unknown', reason: 'the server did not show its developer settings' };
    const seen = judgements.filter((one) => one !== null);
    return {
      outcome: 'judged',
      findings: seen.flatMap((one) => one.findings),
      undecided: seen.flatMap((one) => one.undecided),
    };
  },
});
