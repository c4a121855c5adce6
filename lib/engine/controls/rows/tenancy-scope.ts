import type { Policy } from '../../policy/policy.ts';
import type { CheckResult } from '../control.ts';

/** Tenancy by rows, as the policy states it for one database. */
export interface RowTenancy {
  readonly column: string;
  /** The parameter that carries the tenant's identity; null where the policy does not name one. */
  readonly setting: string | null;
  /** Whom isolation must hold against; empty where the policy does not say. */
  readonly roles: readonly string[];
  /** `schema.table` of shared reference tables. */
  readonly except: ReadonlySet<string>;
}

/** The row tenancy of a database, or the answer a control has to give without one. */
export function rowTenancy(policy: Policy, database: string): RowTenancy | CheckResult {
  const { tenancy } = policy;
  if (!tenancy) {
    return {
      outcome: 'unknown',
      reason: 'The policy does not say whether tenants share tables, and how they are told apart.',
      decision: 'tenancy',
    };
  }
  if (tenancy.model !== 'row') {
    return {
      outcome: 'not-applicable',
      reason: `The policy separates tenants by ${tenancy.model}, not by row.`,
    };
  }
  if (tenancy.databases && !tenancy.databases.includes(database)) {
    return { outcome: 'not-applicable', reason: `Database ${database} holds no tenants, says the policy.` };
  }
  if (tenancy.column === undefined) {
    return {
      outcome: 'unknown',
      reason: 'The policy separates tenants by row but does not name the column.',
      decision: 'tenancy:column',
    };
  }
  return {
    column: tenancy.column,
    setting: tenancy.setting ?? null,
    roles: tenancy.roles ?? [],
    except: new Set(tenancy.except ?? []),
  };
}
