import { beforeAll, expect, test } from 'vitest';
import { fixtureFacts, membership, role } from '../analysis/access-fixture.ts';
import type { RelationRow } from '../inventory/sections/relations.ts';
import type { Change } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { loadScriptParser } from './check-script.ts';
import { fixFirst } from './fix-first.ts';
import { alterTarget } from './object-clause.ts';
import { planFinding } from './plan-finding.ts';
import { planFindings } from './plan-findings.ts';

beforeAll(loadScriptParser);

const table: RelationRow = {
  oid: 1,
  schema: 'app',
  name: 't',
  kind: 'table',
  owner: 'owner',
  acl: ['owner=arwdDxt/owner', '=r/owner', 'a=ar*/owner', 'b=r/a'],
  rowSecurity: false,
  forceRowSecurity: false,
  isPartition: false,
  options: [],
  extension: null,
  sizeClass: -1,
  comment: null,
};
const { inventory } = fixtureFacts({
  cluster: {
    roles: [
      role('owner'),
      role('a'),
      role('b'),
      role('boss', { superuser: true, login: true }),
      role('vice', { superuser: true, login: true }),
    ],
    memberships: [membership('a', 'b', 'IS', 'owner')],
    settings: [],
    'protected-settings': [],
  },
  database: { relations: [table], columns: [], policies: [], 'default-acls': [] },
});
const database = inventory.databases[0]?.name ?? '';
const on = { kind: 'table', database, schema: 'app', name: 't' } as const;

const finding = (
  fingerprint: string,
  changes: readonly Change[],
  severity: Finding['severity'] = 'high',
): Finding => ({
  fingerprint,
  control: 'public-table-grants',
  severity,
  title: `finding ${fingerprint}`,
  object: on,
  evidence: {},
  remedy: { changes },
  threats: [],
  references: [],
  accepted: null,
});
const revoke = (privileges: readonly ('SELECT' | 'INSERT')[], from: string | null, grantor = 'owner') =>
  ({ do: 'revoke', privileges, on, from, grantor }) as const;

test('changes of many findings are one plan per kind and database, none of them twice', () => {
  const plans = planFindings(
    [
      finding('1', [revoke(['SELECT'], null)]),
      finding('2', [revoke(['SELECT'], null)]),
      finding('3', [revoke(['SELECT', 'INSERT'], 'a')]),
      finding('4', [{ do: 'alter-role', role: 'a', attributes: { createRole: false } }]),
      finding('5', [{ do: 'set-parameter', parameter: 'log_connections', value: 'on', at: {} }]),
    ],
    inventory,
  );
  expect(plans.map((plan) => [plan.kind, plan.database, plan.findings])).toEqual([
    ['sql', database, ['1', '2', '3']],
    ['sql', null, ['4']],
    ['sql', null, ['5']],
  ]);
  const [grants] = plans;
  expect(grants?.up.filter(({ sql }) => sql.includes('FROM PUBLIC'))).toHaveLength(1);
});

test('what a cascade would take is taken by name first, and given back last', () => {
  const [plan] = planFindings(
    [finding('1', [revoke(['SELECT'], 'a')]), finding('2', [revoke(['SELECT'], 'b', 'a')], 'low')],
    inventory,
  );
  const at = (list: readonly { sql: string }[] | undefined, text: string) =>
    list?.findIndex(({ sql }) => sql.includes(text)) ?? -1;
  expect(at(plan?.up, 'FROM "b"')).toBeLessThan(at(plan?.up, 'FROM "a"'));
  expect(at(plan?.down, 'TO "a" WITH GRANT OPTION')).toBeLessThan(at(plan?.down, 'TO "b"'));
});

test('columns that take the place of a table’s grant are granted after it is gone, which would take them along', () => {
  const column = { ...on, kind: 'column', column: 'id' } as const;
  const [plan] = planFindings(
    [
      finding('1', [revoke(['SELECT'], 'a')]),
      finding('2', [{ do: 'grant', privileges: ['SELECT'], on: column, to: 'a', grantor: 'owner' }], 'low'),
    ],
    inventory,
  );
  const at = (text: string) => plan?.up.findIndex(({ sql }) => sql.includes(text)) ?? -1;
  expect(at('REVOKE SELECT ON')).toBeGreaterThanOrEqual(0);
  expect(at('GRANT SELECT ("id")')).toBeGreaterThan(at('REVOKE SELECT ON'));
});

test('what the old owner granted is asked for as the new owner’s once the plan is through', () => {
  const [plan] = planFindings(
    [finding('1', [revoke(['SELECT'], null)]), finding('2', [{ do: 'alter-owner', on, to: 'b' }])],
    inventory,
    { version: 1, schemaOwned: [] },
  );
  expect(plan?.postconditions.map(({ says }) => says)).toContain(
    'SELECT on table app.t is no longer granted to PUBLIC by role b',
  );
});

test('what comes to the new owner with the object is not granted to it, so that the undo takes nothing from the owner', () => {
  const grant = (privileges: readonly ('SELECT' | 'REFERENCES')[], to: string): Change => ({
    do: 'grant',
    privileges,
    on,
    to,
    grantor: 'owner',
  });
  const [plan] = planFindings(
    [
      finding('1', [{ do: 'alter-owner', on, to: 'b' }]),
      finding('2', [grant(['SELECT'], 'b'), grant(['SELECT'], 'vice')]),
    ],
    inventory,
    { version: 1, schemaOwned: [] },
  );
  expect(plan?.changes.flatMap((change) => (change.do === 'grant' ? [change.to] : []))).toEqual(['vice']);
});

test('turning TLS on is said to need its files first', () => {
  const plan = planFinding(
    finding('1', [{ do: 'set-parameter', parameter: 'ssl', value: 'on', at: {} }]),
    inventory,
  );
  expect(plan.warnings.join()).toContain('the next start of the server fails');
});

test('a cascade is named in the plan’s words', () => {
  const plan = planFinding(finding('1', [revoke(['SELECT'], 'a')]), inventory);
  expect(plan.warnings.join()).toContain('SELECT of role b granted by role a');
  expect(plan.upText).toContain('-- Mind: on table app.t the cascade takes along');
});

test('what contradicts another keeps a plan of its own, and says so', () => {
  const plans = planFindings(
    [
      finding('1', [revoke(['SELECT'], null)]),
      finding('2', [{ do: 'grant', privileges: ['SELECT'], on, to: null, grantor: 'owner' }], 'low'),
    ],
    inventory,
  );
  expect(plans.map((plan) => plan.findings)).toEqual([['1'], ['2']]);
  expect(plans[1]?.warnings.join()).toContain('contradicts');
});

test('nobody grants in the name of a role whose grant option goes in the same plan', () => {
  const grants: Change = { do: 'grant', privileges: ['INSERT'], on, to: 'b', grantor: 'a' };
  const ends: Change = { ...revoke(['INSERT'], 'a'), grantOptionOnly: true };
  for (const changes of [
    [ends, grants],
    [grants, ends],
    [{ ...grants, on: { ...on, kind: 'column', column: 'x' } } as const, ends],
  ]) {
    const plans = planFindings(
      changes.map((change, at) => finding(String(at), [change])),
      inventory,
    );
    expect(plans).toHaveLength(2);
    expect(plans[1]?.warnings.join()).toContain('contradicts');
  }
  // Neither what the owner has by itself nor another privilege of the role stands in the way.
  const others = [revoke(['SELECT'], 'a'), revoke(['SELECT'], 'owner'), { ...grants, grantor: 'owner' }];
  for (const other of others)
    expect(planFindings([finding('1', [other]), finding('2', [grants])], inventory)).toHaveLength(1);
});

test('what only a superuser may own is offered to nobody else; a large object goes by its number', () => {
  const hand = (name: string, kind: 'foreign-data-wrapper' | 'event-trigger', to: string) =>
    planFinding(finding(name, [{ do: 'alter-owner', on: { kind, database: 'shop', name }, to }]), inventory);
  for (const kind of ['foreign-data-wrapper', 'event-trigger'] as const) {
    expect(hand('w', kind, 'owner')).toMatchObject({
      kind: 'manual',
      upText: expect.stringContaining('only a superuser'),
    });
    expect(hand('w', kind, 'boss').upText).not.toContain('only a superuser');
  }
  expect(alterTarget({ kind: 'large-object', database: 'shop', name: '4711' })).toBe('LARGE OBJECT 4711');
});

test('each administrator may go, not both', () => {
  const nosuper = (name: string) =>
    finding(name, [{ do: 'alter-role', role: name, attributes: { superuser: false } }]);
  expect(planFinding(nosuper('boss'), inventory).kind).toBe('sql');
  const plans = planFindings([nosuper('boss'), nosuper('vice')], inventory);
  expect(plans.map((plan) => plan.findings)).toEqual([['boss'], ['vice']]);
  for (const plan of plans) expect(plan.warnings.join()).toContain('No superuser could log in');
});

test('a table is never left denying everyone, and a default that a schema cannot take away is not promised', () => {
  const enable = planFinding(finding('1', [{ do: 'row-security', on, enable: true }]), inventory);
  expect(enable).toMatchObject({ kind: 'manual', upText: expect.stringContaining('no permissive policy') });
  const inSchema = planFinding(
    finding('2', [
      {
        do: 'default-privileges',
        action: 'revoke',
        forRole: 'owner',
        inSchema: 'app',
        objects: 'FUNCTIONS',
        privileges: ['EXECUTE'],
        grantee: null,
      },
    ]),
    inventory,
  );
  expect(inSchema).toMatchObject({ kind: 'manual', upText: expect.stringContaining('would change nothing') });
});

test('what closes most comes first', () => {
  const findings = [
    finding('1', [revoke(['SELECT'], null)], 'low'),
    finding('2', [revoke(['SELECT'], 'b', 'a')], 'medium'),
    finding('3', [revoke(['SELECT'], null), revoke(['SELECT'], 'b', 'a')], 'low'),
  ];
  const planned: string[] = [];
  const planOf = (one: Finding) => {
    planned.push(one.fingerprint);
    return planFinding(one, inventory);
  };
  const first = fixFirst(findings, { planOf, atLeast: 1, most: 3 });
  expect(first.map(({ finding: of, closes }) => [of, closes])).toEqual([
    ['3', ['2', '1', '3']],
    ['2', ['2']],
    ['1', ['1']],
  ]);
  planned.length = 0;
  expect(fixFirst(findings, { planOf, atLeast: 2, most: 3 }).map(({ finding: of }) => of)).toEqual(['3']);
  expect(planned).toEqual(['3']);
});
