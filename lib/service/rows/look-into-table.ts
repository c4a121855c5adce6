import type { DatabaseFacts } from '../../engine/analysis/facts.ts';
import type { ExpressionJudgement } from '../../engine/analysis/row-security/judge-expression.ts';
import type { JudgedPolicy } from '../../engine/analysis/row-security/judged-policy.ts';
import type { RowCommand, RowEffect } from '../../engine/analysis/row-security/policy-effect.ts';
import type { RowBypass } from '../../engine/analysis/row-security/row-bypass.ts';
import { rowSecurity } from '../../engine/analysis/row-security/row-security.ts';
import { objectText } from '../../engine/model/object-text.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import { type OrGap, orGap } from '../snapshot/or-gap.ts';
import { isOpenWay } from './open-way.ts';

/** A policy and what there is to say about it. */
export interface PolicyLine {
  readonly name: string;
  readonly permissive: boolean;
  readonly command: string;
  /** Null is PUBLIC. */
  readonly roles: readonly (string | null)[];
  readonly using: string | null;
  readonly withCheck: string | null;
  readonly remarks: readonly { readonly bad: boolean; readonly text: string }[];
}

export interface WayRound {
  readonly kind: RowBypass['kind'];
  readonly gives: RowBypass['gives'];
  /** Hostile text. */
  readonly through: string;
  readonly roles: readonly string[];
  readonly afterSetRole: readonly string[];
  readonly certain: boolean;
  readonly why: string;
  /** False: only superusers, the owner itself, a role without any privilege on the rows, a number that is taken; see `isOpenWay`. */
  readonly open: boolean;
}

export interface TableDetail {
  readonly schema: string;
  readonly name: string;
  readonly owner: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly required: boolean | null;
  readonly tenantColumn: string | null;
  readonly policies: readonly PolicyLine[];
  readonly effective: Readonly<Record<RowCommand, RowEffect>>;
  /** For the role asked about; null where none was, or there is none of that name. */
  readonly ofRole: { readonly role: string; readonly effect: Readonly<Record<RowCommand, RowEffect>> } | null;
  readonly ways: OrGap<readonly WayRound[]>;
  /** SECURITY DEFINER routines that may be a way round, and why that cannot be seen. Hostile text. */
  readonly undecided: OrGap<readonly { readonly routine: string; readonly reason: string }[]>;
}

const absence = {
  opens: { bad: true, text: 'every row' },
  varies: { bad: true, text: 'some rows, or it cannot be told' },
  hides: { bad: false, text: 'no row' },
  error: { bad: false, text: 'an error, so no row' },
} as const;

function remarksOn(
  judged: ExpressionJudgement,
  clause: string,
  tenantColumn: string | null,
): PolicyLine['remarks'] {
  if (judged.parseError !== null)
    return [{ bad: true, text: `${clause} could not be judged: ${judged.parseError}` }];
  const said: { bad: boolean; text: string }[] = [];
  if (judged.constant === 'true') said.push({ bad: true, text: `${clause} is true for every row` });
  if (judged.constant === 'false') said.push({ bad: false, text: `${clause} is true for no row` });
  if (tenantColumn !== null && judged.constant === null) {
    said.push(
      judged.mentionsTenantColumn
        ? { bad: false, text: `${clause} compares ${tenantColumn}` }
        : { bad: true, text: `${clause} never mentions the tenant column ${tenantColumn}` },
    );
  }
  const names = judged.settings.flatMap(({ name }) => (name === null ? [] : [name]));
  const setting = names.length > 0 ? names.join(', ') : 'the setting';
  // A name with a dot is nobody's parameter: the server keeps it for whoever sets it.
  const free = names.filter((name) => name.includes('.'));
  if (free.length > 0)
    said.push({
      bad: false,
      text: `${clause} believes ${free.join(', ')}, which any role that can run SQL may set for itself`,
    });
  if (judged.whenSettingsAbsent !== null) {
    const { bad, text } = absence[judged.whenSettingsAbsent];
    said.push({ bad, text: `${clause} without ${setting}: ${text}` });
  }
  if (judged.whenSettingsEmpty !== null && judged.whenSettingsEmpty !== judged.whenSettingsAbsent) {
    const { bad, text } = absence[judged.whenSettingsEmpty];
    said.push({ bad, text: `${clause} with ${setting} empty: ${text}` });
  }
  return said;
}

function policyLine(
  { row, using, check, empty, checkWiderThanUsing }: JudgedPolicy,
  tenantColumn: string | null,
): PolicyLine {
  const remarks = [
    ...(empty
      ? [
          {
            bad: false,
            text: row.permissive
              ? 'no expression: it lets nobody through'
              : 'no expression: it restricts nothing',
          },
        ]
      : []),
    ...(using ? remarksOn(using, 'USING', tenantColumn) : []),
    ...(check && row.withCheck !== null ? remarksOn(check, 'WITH CHECK', tenantColumn) : []),
    ...(checkWiderThanUsing ? [{ bad: true, text: 'WITH CHECK accepts rows that USING would hide' }] : []),
  ];
  const { name, permissive, command, roles, withCheck } = row;
  return { name, permissive, command, roles, using: row.using, withCheck, remarks };
}

/** One table: its policies judged, what they leave of each command, and the ways round them. Null: there is no such table. */
export function lookIntoTable(
  database: DatabaseFacts,
  policy: Policy,
  asked: { readonly schema: string; readonly table: string; readonly role: string },
): TableDetail | null {
  const report = rowSecurity(database, policy);
  const table = report.table(asked.schema, asked.table);
  if (!table) return null;
  const { relation } = table;
  const known = database.cluster.read('roles').some((row) => row.name === asked.role);
  const effect = (command: RowCommand) => table.effectFor(asked.role, command);
  return {
    schema: relation.schema,
    name: relation.name,
    owner: relation.owner,
    enabled: table.enabled,
    forced: table.forced,
    required: table.required,
    tenantColumn: table.tenantColumn,
    policies: table.policies.map((one) => policyLine(one, table.tenantColumn)),
    effective: table.effective,
    ofRole: known
      ? {
          role: asked.role,
          effect: {
            SELECT: effect('SELECT'),
            INSERT: effect('INSERT'),
            UPDATE: effect('UPDATE'),
            DELETE: effect('DELETE'),
          },
        }
      : null,
    ways: orGap(() =>
      report
        .bypasses(table)
        .map((bypass) => ({
          kind: bypass.kind,
          gives: bypass.gives,
          // A foreign table may stand in another database of the cluster.
          through: objectText(
            bypass.object.database === database.name
              ? { ...bypass.object, database: undefined }
              : bypass.object,
          ),
          roles: bypass.roles,
          afterSetRole: bypass.afterSetRole,
          certain: bypass.certain,
          why: bypass.why,
          open: isOpenWay(database, table, bypass),
        }))
        .toSorted((a, b) => Number(b.open) - Number(a.open) || Number(b.certain) - Number(a.certain)),
    ),
    undecided: orGap(() =>
      report
        .undecidedRoutines()
        .map(({ object, reason }) => ({ routine: objectText({ ...object, database: undefined }), reason })),
    ),
  };
}
