import type { SettingRow } from '../inventory/sections/settings.ts';
import type { ClusterFacts } from './facts.ts';
import { isOwnValue, parameter, parseBoolean } from './parameter.ts';

/**
 * The setting by which a managed service refuses connections without TLS, in front of rules of pg_hba.conf that its
 * customer cannot see. Cloud SQL has one too (its SSL mode), but shows it in no setting.
 */
const settings = {
  rds: 'rds.force_ssl',
  aurora: 'rds.force_ssl',
  azure: 'require_secure_transport',
} as const;

/** Null where the service has no such setting, or where its value was not to be seen. */
export function serviceTls(
  facts: ClusterFacts,
): { readonly row: SettingRow; readonly demanded: boolean } | null {
  const { substrate } = facts.inventory;
  if (substrate !== 'rds' && substrate !== 'aurora' && substrate !== 'azure') return null;
  const row = parameter(facts, settings[substrate]);
  if (row === null || isOwnValue(row)) return null;
  const demanded = parseBoolean(row.value);
  return demanded === null ? null : { row, demanded };
}
