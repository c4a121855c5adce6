import { emptyPlan } from '../../testing/empty-plan.ts';
import { fixtureFacts, membership, role } from '../analysis/access-fixture.ts';
import { scoreOf } from '../coverage/score.ts';
import type { RelationRow } from '../inventory/sections/relations.ts';
import type { Finding } from '../model/finding.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Plan } from '../remediation/plan.ts';
import type { ScanResult } from '../scan-result.ts';
import { scanDocument } from './json.ts';
import type { ReportInput } from './markdown/report-input.ts';

function planOf(fingerprint: string, sql: string): Plan {
  return {
    ...emptyPlan,
    findings: [fingerprint],
    up: [{ sql, lock: null, transactional: true }],
    upText: `BEGIN;
${sql};
COMMIT;
`,
  };
}

/** A scan in which everything a server can name is named `name`: one finding open, one accepted. */
export function resultNaming(name: string): ScanResult {
  const table: RelationRow = {
    oid: 16_400,
    schema: name,
    name,
    kind: 'table',
    owner: 'owner',
    acl: ['=r/owner'],
    rowSecurity: true,
    forceRowSecurity: false,
    isPartition: false,
    options: [],
    extension: null,
    sizeClass: 0,
    comment: name,
  };
  const { inventory } = fixtureFacts({
    cluster: { roles: [role(name), role('owner')], memberships: [membership(name, 'owner', 'IS', 'owner')] },
    database: {
      relations: [table],
      policies: [
        {
          schema: name,
          relation: name,
          name,
          permissive: true,
          command: 'ALL',
          roles: [name, null],
          using: 'true',
          withCheck: null,
        },
      ],
    },
  });
  const finding = (fingerprint: string, severity: Finding['severity'], accepted: boolean): Finding => ({
    fingerprint,
    control: 'public-table-grants',
    severity,
    title: `Everybody may read ${name}`,
    object: { kind: 'table', database: name, schema: name, name, public: true },
    evidence: { name },
    remedy: { manual: name },
    threats: ['insider-reads-regulated-data'],
    references: [{ standard: 'PCI DSS 4.0', id: '7.2' }],
    accepted: accepted ? { reason: name, approvedBy: name, until: '2030-01-01' } : null,
  });
  const findings = [finding('b', 'low', true), finding('a', 'critical', false)];
  const verdicts: readonly Verdict[] = [
    { control: 'public-table-grants', status: 'fail', reason: null, gaps: [], findings },
    { control: 'tls-enabled', status: 'unknown', reason: `not read ${name}`, gaps: [], findings: [] },
  ];
  return {
    scan: {
      id: 'i',
      startedAt: 's',
      finishedAt: 'f',
      toolVersion: '0',
      policyDigest: 'd'.repeat(64),
      controlsDigest: 'c'.repeat(64),
    },
    inventory: { ...inventory, databases: inventory.databases.map((database) => ({ ...database, name })) },
    verdicts,
    score: scoreOf(verdicts, [
      { id: 'public-table-grants', area: 'grants', severity: 'high' },
      { id: 'tls-enabled', area: 'encryption', severity: 'high' },
      { id: 'version-supported', area: 'configuration', severity: 'high' },
    ]),
    coverage: {
      threats: [{ id: name, title: name, status: 'gap', residualRisk: name, controls: [], setAside: null }],
      boundaries: [],
      databases: [],
      removableControls: ['z'],
    },
    encryption: {
      columns: [
        {
          database: name,
          schema: name,
          table: name,
          column: name,
          type: name,
          class: name,
          known: 'policy',
          arrangement: 'pgcrypto',
          basis: 'seen',
          stated: null,
          seen: [
            {
              arrangement: 'pgcrypto',
              key: { from: 'setting', name },
              where: { kind: 'view', database: name, schema: name, name },
              certain: true,
            },
          ],
          title: 'pgcrypto, one key passed in SQL',
          defends: [{ threat: 'backup-theft', by: 'column', because: 'backups hold only ciphertext' }],
          doesNot: [{ threat: 'eavesdropping', because: 'key and value stand in the statements' }],
          keyHolders: [{ of: 'column', holder: name }],
        },
      ],
      gaps: [{ input: 'routines', database: name, reason: name, grant: null }],
      undecided: [{ object: { kind: 'view', database: name, schema: name, name }, reason: name }],
    },
    decisions: [
      {
        id: `roles:${name}`,
        question: name,
        why: name,
        options: [{ title: name, consequence: name, policy: '' }],
        blocks: [],
      },
    ],
    planOf: ({ fingerprint }) => planOf(fingerprint, `REVOKE SELECT ON ${JSON.stringify(name)} FROM PUBLIC`),
  };
}

export function inputNaming(name: string): ReportInput {
  const result = resultNaming(name);
  return {
    document: scanDocument(result),
    inventory: result.inventory,
    policy: {
      version: 1,
      system: { name },
      boundaries: [{ id: name, cidrs: ['10.0.0.0/8'], description: name }],
      secrets: [{ credential: name, owner: name }],
      classification: [
        { database: name, schema: name, table: name, column: name, class: name, readers: [name] },
      ],
    },
  };
}
