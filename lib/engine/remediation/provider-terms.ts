import { isManaged, type Substrate } from '../connect/substrate.ts';
import { isProviderRole } from '../controls/roles/system-role.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { clusterRows } from './prior.ts';
import { commentText } from './quote.ts';

/** Where a service that owns the configuration files lets its customers set what elsewhere stands in them. */
interface ProviderTerms {
  readonly service: string;
  /** Where a parameter is set for the whole server, after "in". */
  readonly parameters: string;
  /** Instead of a rule of pg_hba.conf, one sentence. */
  readonly connections: string;
}

const rds = (service: string, group: string): ProviderTerms => ({
  service,
  parameters: `the ${group} of the instance`,
  connections: `set rds.force_ssl to 1 in the ${group} to refuse connections without TLS, let in only the networks that need it through the security group, and take CONNECT or LOGIN from roles that must not come in`,
});

const terms: Readonly<Record<Exclude<Substrate, 'self-managed'>, ProviderTerms>> = {
  rds: rds('Amazon RDS', 'DB parameter group'),
  aurora: rds('Amazon Aurora', 'DB cluster parameter group'),
  'cloud-sql': {
    service: 'Cloud SQL',
    parameters: 'the database flags of the instance',
    connections:
      'set the SSL mode of the instance to ENCRYPTED_ONLY or TRUSTED_CLIENT_CERTIFICATE_REQUIRED, let in only the networks that need it through private IP and the authorised networks, and take CONNECT or LOGIN from roles that must not come in',
  },
  azure: {
    service: 'Azure Database for PostgreSQL',
    parameters: 'the server parameters',
    connections:
      'set the server parameter require_secure_transport to on, let in only the networks that need it through private access or the firewall rules, and take CONNECT or LOGIN from roles that must not come in',
  },
  kubernetes: {
    service: 'the Kubernetes operator',
    parameters:
      "the operator's manifest (CloudNativePG: spec.postgresql.parameters; Zalando: spec.postgresql.parameters)",
    connections:
      "change the rules in the operator's manifest (CloudNativePG: spec.postgresql.pg_hba; Zalando: spec.patroni.pg_hba), since the operator writes the file anew",
  },
};

/** The words of a remedy where the service owns what would have to be changed. */
export interface ProviderPlan {
  readonly kind: 'config' | 'manual';
  readonly up: string;
  readonly down: string;
  /** Changes that are SQL on this service too. */
  readonly rest: readonly Change[];
}

type SetParameter = Extract<Change, { do: 'set-parameter' }>;

const isServerWide = (change: Change): change is SetParameter =>
  change.do === 'set-parameter' && change.at.role === undefined && change.at.database === undefined;

function parameterLines(changes: readonly SetParameter[], { service, parameters }: ProviderTerms): string {
  const lines = changes.map(({ parameter, value }) =>
    value === null ? `${parameter}: back to its default` : `${parameter} = ${value}`,
  );
  return `On ${service} these are set in ${parameters}; where it does not list one, its provider has fixed it:\n\n${lines.map(commentText).join('\n')}\n`;
}

function before(changes: readonly SetParameter[], inventory: Inventory): readonly SetParameter[] {
  const known = [
    ...clusterRows(inventory.cluster.settings),
    ...clusterRows(inventory.cluster['protected-settings']),
  ];
  return changes.map((change) => {
    const row = known.find((one) => one.name === change.parameter);
    return { ...change, value: row === undefined || row.source === 'default' ? null : row.value };
  });
}

/** Who would have to make the change: a grant of the provider's own account is for nobody else to take back. */
function byProvider(change: Change, substrate: Substrate): boolean {
  if (!isManaged(substrate)) return false;
  if (change.do === 'revoke' || change.do === 'grant') {
    const { on, grantor } = change;
    return isProviderRole(substrate, grantor) || on.schema === 'pg_catalog';
  }
  if (change.do === 'revoke-membership')
    return change.grantor !== null && isProviderRole(substrate, change.grantor);
  return change.do === 'default-privileges' && isProviderRole(substrate, change.forRole);
}

/** An operator takes rules from its customer: these, then. */
function hbaEdits(changes: readonly Extract<Change, { do: 'edit-hba' }>[]): string {
  const quoted = (rules: string) =>
    rules
      .split('\n')
      .map((rule) => `"${commentText(rule)}"`)
      .join(' and ');
  return changes
    .flatMap((change) => change.edits)
    .map(({ before, after }) =>
      after === null
        ? `The rule ${quoted(before)} has to go.`
        : `The rule ${quoted(before)} gives way to ${quoted(after)}.`,
    )
    .join(' ');
}

/**
 * What mends the finding where the server belongs to a service: server-wide parameters in the service's own place, never
 * `ALTER SYSTEM`, and no edit of pg_hba.conf. Null where SQL mends it there as anywhere.
 */
export function inProviderTerms(finding: Finding, inventory: Inventory): ProviderPlan | null {
  const { substrate } = inventory;
  if (substrate === 'self-managed') return null;
  const own = terms[substrate];
  const manual = (up: string): ProviderPlan => ({ kind: 'manual', up, down: '', rest: [] });
  const edits =
    'manual' in finding.remedy ? [] : finding.remedy.changes.filter((one) => one.do === 'edit-hba');
  if (substrate === 'kubernetes' && edits.length > 0)
    return manual(`${hbaEdits(edits)} For this, ${own.connections}.`);
  const { kind } = finding.object;
  if (kind === 'hba-rule' || kind === 'ident-mapping' || edits.length > 0) {
    const file = kind === 'ident-mapping' ? 'pg_ident.conf' : 'pg_hba.conf';
    return manual(`${file} belongs to ${own.service}: ${own.connections}.`);
  }
  if ('manual' in finding.remedy) {
    if (kind !== 'setting') return null;
    return manual(
      `${finding.remedy.manual} On ${own.service}, whatever is server-wide is set in ${own.parameters}.`,
    );
  }
  const { changes } = finding.remedy;
  if (changes.some((change) => byProvider(change, substrate)))
    return manual(
      `What would have to change belongs to ${own.service}, whose own account alone may do it: ask its support, or accept the risk in the policy with that reason.`,
    );
  const wide = changes.filter(isServerWide);
  if (wide.length === 0) return null;
  return {
    kind: 'config',
    up: parameterLines(wide, own),
    down: parameterLines(before(wide, inventory), own),
    rest: changes.filter((change) => !isServerWide(change)),
  };
}
