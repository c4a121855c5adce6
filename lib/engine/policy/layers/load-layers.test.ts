import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadPolicy } from '../load.ts';
import { emptyPolicy, type Policy } from '../policy.ts';
import { layerPolicies } from './layer-policies.ts';
import { loadLayers } from './load-layers.ts';

const example = readFileSync(new URL('../../../../docs/policy.example.yaml', import.meta.url), 'utf8');

function said(organisation: string | null, database: string, known = {}) {
  const loaded = loadLayers({ organisation, database }, known);
  const problems = 'problems' in loaded ? loaded.problems : loaded.warnings;
  return problems.map(
    ({ layer, severity, line, path, message }) => `${layer} ${severity} ${line} ${path} ${message}`,
  );
}

function layered(organisation: string, database: string): Policy {
  const loaded = loadLayers({ organisation, database });
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.policy;
}

test('nothing over something, something over nothing, and the same over itself', () => {
  const loaded = loadPolicy(example);
  if ('problems' in loaded) throw new Error('the example does not load');
  const { policy, digest } = loaded;
  expect(layerPolicies(emptyPolicy, policy).policy).toEqual(policy);
  expect(layerPolicies(policy, emptyPolicy).policy).toEqual(policy);
  expect(layerPolicies(policy, policy).policy).toEqual(policy);
  for (const organisation of [null, 'version: 1\n', example])
    expect(loadLayers({ organisation, database: example })).toMatchObject({ digest, warnings: [] });
  expect(loadLayers({ organisation: example, database: 'version: 1' })).toMatchObject({ digest });
});

test('maps go key by key, lists entry by entry, and the database has the last word', () => {
  const policy = layered(
    `version: 1
system: { name: all, environment: production }
publicExposure: forbidden
boundaries: [{ id: admin, cidrs: [10.0.9.0/28] }, { id: vpn, cidrs: [10.9.0.0/16] }]
roles:
  - { role: backup, kind: backup }
  - { role: dba, kind: break-glass }
connections: { minimumTls: TLSv1.2, authentication: [scram-sha-256] }
threats: { setAside: [{ id: physical-media-theft, reason: provider }] }
exceptions:
  - { control: superuser-count, object: "role:a", reason: org, approvedBy: x, expires: 2027-01-01 }
  - { control: superuser-count, object: "role:b", reason: org, approvedBy: x, expires: 2027-01-01 }
baselines:
  - { control: superuser-count, objects: ["role:p", "role:q"], reason: org, approvedBy: x }
`,
    `version: 1
system: { name: shop }
publicExposure: allowlisted
exposures: [{ cidr: 1.2.3.0/24, reason: partner }]
boundaries: [{ id: admin, cidrs: [10.1.9.0/28] }]
roles:
  - { role: app, kind: application }
  - { role: dba, kind: admin, databases: [shop] }
connections: { minimumTls: TLSv1.3 }
threats: { add: [{ id: own, title: Own }] }
exceptions:
  - { control: superuser-count, object: "role:b", reason: shop, approvedBy: y, expires: 2027-02-01 }
baselines:
  - { control: superuser-count, objects: ["role:q"], reason: shop, approvedBy: y }
`,
  );
  expect(policy).toEqual({
    version: 1,
    system: { name: 'shop', environment: 'production' },
    boundaries: [
      { id: 'vpn', cidrs: ['10.9.0.0/16'] },
      { id: 'admin', cidrs: ['10.1.9.0/28'] },
    ],
    publicExposure: 'allowlisted',
    exposures: [{ cidr: '1.2.3.0/24', reason: 'partner' }],
    threats: {
      add: [{ id: 'own', title: 'Own', controls: [] }],
      setAside: [{ id: 'physical-media-theft', reason: 'provider' }],
    },
    roles: [
      { role: 'backup', kind: 'backup' },
      { role: 'app', kind: 'application' },
      { role: 'dba', kind: 'admin', databases: ['shop'] },
    ],
    connections: { minimumTls: 'TLSv1.3', authentication: ['scram-sha-256'] },
    exceptions: [
      { control: 'superuser-count', object: 'role:a', reason: 'org', approvedBy: 'x', expires: '2027-01-01' },
      {
        control: 'superuser-count',
        object: 'role:b',
        reason: 'shop',
        approvedBy: 'y',
        expires: '2027-02-01',
      },
    ],
    baselines: [
      { control: 'superuser-count', objects: ['role:p'], reason: 'org', approvedBy: 'x' },
      { control: 'superuser-count', objects: ['role:q'], reason: 'shop', approvedBy: 'y' },
    ],
  });
});

test('what stands where is told by layer and line', () => {
  const organisation = 'version: 1\nsystem:\n  name: a\nroles:\n  - { role: a, kind: owner }\n';
  const database = 'version: 1\nroles:\n  - { role: b, kind: owner }\nsystem:\n  environment: staging\n';
  const loaded = loadLayers({ organisation, database });
  if ('problems' in loaded) throw new Error('does not load');
  expect(loaded.policy.roles?.map((role) => role.role)).toEqual(['a', 'b']);
  expect(loaded.originOf(['roles', 0, 'kind'])).toEqual({
    layer: 'organisation',
    path: ['roles', 0, 'kind'],
  });
  expect(loaded.originOf(['roles', 1])).toEqual({ layer: 'database', path: ['roles', 0] });
  expect(loaded.originOf(['system', 'name'])).toMatchObject({ layer: 'organisation' });
  expect(loaded.originOf(['system', 'environment'])).toMatchObject({ layer: 'database' });
});

test('a database may refer to what the organisation says, not the other way round', () => {
  const organisation =
    'version: 1\nroles: [{ role: a, kind: owner }]\nthreats: { add: [{ id: partner, title: Partner }] }\n';
  const database =
    'version: 1\nthreats: { setAside: [{ id: partner, reason: none here }] }\ntenancy: { model: row, roles: [a] }\n';
  expect(said(organisation, database)).toEqual([]);
  expect(said(null, database)).toEqual([
    'database error 2 threats.setAside[0].id There is no threat "partner".',
  ]);
  expect(said(database, organisation)).toEqual([
    'organisation error 2 threats.setAside[0].id There is no threat "partner".',
  ]);
});

test('contradictions between the layers name the layer and its line', () => {
  expect(
    said(
      'version: 1\npublicExposure: forbidden\n',
      'version: 1\n\nexposures: [{ cidr: 1.2.3.0/24, reason: x }]',
    ),
  ).toEqual(['database error 3 exposures Public exposure is forbidden, and yet exposures are listed.']);
  expect(
    said(
      'version: 1\n\nexposures: [{ cidr: 1.2.3.0/24, reason: x }]',
      'version: 1\npublicExposure: forbidden\n',
    ),
  ).toEqual(['organisation error 3 exposures Public exposure is forbidden, and yet exposures are listed.']);
  expect(
    said('version: 1\n\ntenancy: { model: row, column: t }', 'version: 1\ntenancy: { model: schema }\n'),
  ).toEqual(['organisation warning 3 tenancy.column "column" means nothing where the model is schema.']);
  const exception = 'exceptions: [{ control: c, reason: r, approvedBy: a, expires: 2026-01-31 }]';
  expect(said(`version: 1\n${exception}`, 'version: 1', { today: '2026-02-01' })).toEqual([
    expect.stringContaining('organisation warning 2 exceptions[0].expires'),
  ]);
});

test('a text that cannot be read is said with its layer', () => {
  expect(said('version: 2', 'version: 1')).toEqual([expect.stringMatching(/^organisation error 1 version/)]);
  expect(said('version: 1', 'nonsense: 1')).toEqual([
    expect.stringMatching(/^database error 1 nonsense/),
    expect.stringMatching(/^database error 1 version/),
  ]);
  expect(
    said('version: 1\nroles:\n  - {role: a, kind: owner}\n  - {role: a, kind: owner}', 'version: 1'),
  ).toEqual(['organisation error 4 roles[1].role The role "a" is listed twice.']);
  expect(
    said('version: 1', 'version: 1\nroles:\n  - {role: a, kind: owner}\n  - {role: a, kind: person}'),
  ).toEqual(['database error 4 roles[1].role The role "a" has two kinds: owner and person.']);
});
