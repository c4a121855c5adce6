import type { ClusterFacts } from '../../analysis/facts.ts';
import { parameter } from '../../analysis/parameter.ts';
import { recordedClasses } from '../../analysis/pgaudit.ts';
import { isManaged } from '../../connect/substrate.ts';
import type { Policy } from '../../policy/policy.ts';
import { afterSetParameter } from '../inverse/inverse-roles.ts';
import { renderSetParameter } from '../render/settings.ts';
import type { AuditIntent } from './audit-intent.ts';
import { type ModelPlan, modelPlan } from './model-plan.ts';
import type { Step } from './step.ts';

interface Setting {
  readonly parameter: string;
  readonly value: string;
  readonly why: string;
}

/** pgaudit's list with these classes as well: what it records already stays, in the words it stands in. */
function withClasses(log: string, classes: readonly string[]): string {
  const present = log.trim().toLowerCase() === 'none' ? '' : log.trim();
  return [...(present === '' ? [] : [present]), ...classes].join(', ');
}

function wantedSettings(
  intent: AuditIntent,
  cluster: ClusterFacts,
  warn: (text: string) => void,
): readonly Setting[] {
  const { pgaudit, classes, auditor, definitions, events } = intent;
  const why = `audit.events: ${events.join(', ')}`;
  if (pgaudit === null) {
    const level = parameter(cluster, 'log_statement')?.value ?? null;
    // Never `all`: it floods, writes secrets down, and misses what functions do.
    return definitions && level === 'none' ? [{ parameter: 'log_statement', value: 'ddl', why }] : [];
  }
  const settings: Setting[] = [];
  if (pgaudit.log === null)
    warn(
      'The scan role has its own pgaudit.log, which hides the server-wide value: nothing is changed there.',
    );
  else {
    const recorded = recordedClasses(pgaudit.log);
    const missing = classes.filter((name) => !recorded.has(name));
    if (missing.length > 0)
      settings.push({ parameter: 'pgaudit.log', value: withClasses(pgaudit.log, missing), why });
  }
  if (auditor !== null && pgaudit.role === '')
    settings.push({
      parameter: 'pgaudit.role',
      value: auditor,
      why: `${why}; object auditing of regulated columns`,
    });
  return settings;
}

/** What of the events neither the server's log nor Postern's triggers can record without the extension. */
function withoutPgaudit({ pgaudit, classes, objects }: AuditIntent): readonly string[] {
  if (pgaudit !== null) return [];
  const beyond = [
    ...classes.filter((name) => !['ddl', 'role'].includes(name)),
    ...(objects.reads ? ['reads of regulated columns (PostgreSQL has no SELECT trigger)'] : []),
  ];
  return beyond.length === 0
    ? []
    : [
        `pgaudit is not loaded, and without it nothing records ${beyond.join(', ')}. Install its package for this major version, add pgaudit to shared_preload_libraries, restart, run CREATE EXTENSION pgaudit in each database, then ask for the model again.`,
      ];
}

/**
 * The server's parameters for the policy's events: pgaudit's classes and its auditing role where it is loaded, `log_statement`
 * where it is not. On a managed service they are set in its own place, in words. Null where nothing is to be done.
 */
export function auditSettings(cluster: ClusterFacts, policy: Policy, intent: AuditIntent): ModelPlan | null {
  const { inventory } = cluster;
  const warnings: string[] = [];
  const settings = wantedSettings(intent, cluster, (text) => warnings.push(text));
  const managed = isManaged(inventory.substrate);
  const outside = [
    ...withoutPgaudit(intent),
    ...(managed
      ? settings.map(({ parameter: name, value }) => `In the service's own parameters: ${name} = ${value}`)
      : []),
  ];
  const steps = managed
    ? []
    : settings.map(({ parameter: name, value, why }): Step => {
        const change = { do: 'set-parameter', parameter: name, value, at: {} } as const;
        const undo = afterSetParameter(change, inventory);
        return {
          change,
          why,
          up: renderSetParameter(change),
          down: 'statements' in undo ? undo.statements : [],
        };
      });
  const heading = {
    part: 'audit-settings',
    title: 'what the policy wants recorded',
    database: null,
  } as const;
  return modelPlan({ ...heading, outside, warnings }, steps, { policy, inventory });
}
