import { addressProblems } from './address-problems.ts';
import { meantOrOneOf } from './did-you-mean.ts';
import { encryptionProblems } from './encryption-problems.ts';
import { baselineProblems, exceptionProblems } from './exception-problems.ts';
import type { Policy } from './policy.ts';
import type { PathSegment, ProblemAt } from './policy-problem.ts';
import { roleProblems } from './role-problems.ts';
import { threatIds } from './threats/catalogue.ts';
import { type KnownIds, unknownControl } from './unknown-control.ts';

/** Methods of `pg_hba.conf`, up to PostgreSQL 18. */
const methods = [
  'trust',
  'reject',
  'scram-sha-256',
  'md5',
  'password',
  'gss',
  'sspi',
  'ident',
  'peer',
  'ldap',
  'radius',
  'cert',
  'pam',
  'bsd',
  'oauth',
];

function twice<Entry>(
  list: string,
  entries: readonly Entry[] | undefined,
  key: (entry: Entry) => string,
  what: string,
): readonly ProblemAt[] {
  const first = new Map<string, number>();
  return (entries ?? []).flatMap((entry, index): readonly ProblemAt[] => {
    const name = key(entry);
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, index);
      return [];
    }
    const path: PathSegment[] = [...list.split('.'), index];
    return [
      { path, message: `${what} is listed twice (also ${list}[${before}]).`, remedy: 'Keep one of the two.' },
    ];
  });
}

function threatProblems(policy: Policy, known: KnownIds): readonly ProblemAt[] {
  const added = policy.threats?.add ?? [];
  const aside = policy.threats?.setAside ?? [];
  const builtIn = new Set<string>(threatIds);
  const ids = new Set([...threatIds, ...added.map((threat) => threat.id)]);
  return [
    ...twice('threats.add', added, (threat) => threat.id, 'This threat'),
    ...twice('threats.setAside', aside, (threat) => threat.id, 'This threat'),
    ...added.flatMap((threat, index) =>
      builtIn.has(threat.id)
        ? [
            {
              path: ['threats', 'add', index, 'id'],
              message: `The catalogue already has a threat "${threat.id}".`,
              remedy: 'Choose another id.',
            },
          ]
        : [],
    ),
    ...added.flatMap((threat, index) =>
      threat.controls.flatMap((control, at) =>
        unknownControl(control, known, ['threats', 'add', index, 'controls', at]),
      ),
    ),
    ...aside.flatMap((threat, index) =>
      ids.has(threat.id)
        ? []
        : [
            {
              path: ['threats', 'setAside', index, 'id'],
              message: `There is no threat "${threat.id}".`,
              get remedy() {
                return meantOrOneOf(threat.id, [...ids]);
              },
            },
          ],
    ),
  ];
}

function exposureProblems(policy: Policy): readonly ProblemAt[] {
  const exposures = policy.exposures ?? [];
  const problems: ProblemAt[] = exposures.flatMap((exposure, index) =>
    addressProblems(exposure.cidr, ['exposures', index, 'cidr']),
  );
  if (policy.publicExposure === 'forbidden' && exposures.length > 0) {
    problems.push({
      path: ['exposures'],
      at: 'key',
      message: 'Public exposure is forbidden, and yet exposures are listed.',
      remedy: 'Remove the list, or set publicExposure to allowlisted.',
    });
  }
  if (policy.publicExposure === 'allowlisted' && exposures.length === 0) {
    problems.push({
      severity: 'warning',
      path: ['publicExposure'],
      message: 'Public exposure is allowlisted, and nothing is listed.',
      remedy: 'List each exposure with its reason, or set it to forbidden.',
    });
  }
  return problems;
}

function tenancyProblems(policy: Policy): readonly ProblemAt[] {
  const tenancy = policy.tenancy;
  if (!tenancy || tenancy.model === 'row') return [];
  return (['column', 'setting'] as const).flatMap((key): readonly ProblemAt[] =>
    tenancy[key] === undefined
      ? []
      : [
          {
            severity: 'warning',
            path: ['tenancy', key],
            at: 'key',
            message: `"${key}" means nothing where the model is ${tenancy.model}.`,
            remedy: 'Remove it, or set the model to row.',
          },
        ],
  );
}

function strangers(policy: Policy): readonly ProblemAt[] {
  const roles = policy.roles;
  if (!roles || roles.length === 0) return [];
  const known = new Set(roles.map((role) => role.role));
  const check = (name: string, path: readonly PathSegment[]): readonly ProblemAt[] =>
    known.has(name)
      ? []
      : [
          {
            severity: 'warning',
            path,
            message: `The role "${name}" is not among this policy's roles.`,
            remedy: 'Add it under roles with its kind, or check the spelling.',
          },
        ];
  return [
    ...(policy.tenancy?.roles ?? []).flatMap((name, index) => check(name, ['tenancy', 'roles', index])),
    ...(policy.classification ?? []).flatMap((entry, index) =>
      (entry.readers ?? []).flatMap((name, at) => check(name, ['classification', index, 'readers', at])),
    ),
  ];
}

/** What the schema cannot see: ids that do not exist, addresses that are none, entries that contradict each other. */
export function contradictions(policy: Policy, known: KnownIds): readonly ProblemAt[] {
  const column = (entry: { database: string; schema: string; table: string; column: string }) =>
    JSON.stringify([entry.database, entry.schema, entry.table, entry.column]);
  return [
    ...twice('boundaries', policy.boundaries, (boundary) => boundary.id, 'This boundary'),
    ...(policy.boundaries ?? []).flatMap((boundary, index) =>
      boundary.cidrs.flatMap((cidr, at) => addressProblems(cidr, ['boundaries', index, 'cidrs', at])),
    ),
    ...exposureProblems(policy),
    ...threatProblems(policy, known),
    ...roleProblems(policy),
    ...twice('classification', policy.classification, column, 'This column'),
    ...encryptionProblems(policy),
    ...twice('retention', policy.retention, column, 'This column'),
    ...twice(
      'schemaOwned',
      policy.schemaOwned,
      (one) => JSON.stringify([one.schema, one.databases?.toSorted() ?? null]),
      'This schema',
    ),
    ...twice('secrets', policy.secrets, (secret) => secret.credential, 'This credential'),
    ...(policy.connections?.authentication ?? []).flatMap((method, index) =>
      methods.includes(method)
        ? []
        : [
            {
              path: ['connections', 'authentication', index],
              message: `There is no authentication method "${method}".`,
              get remedy() {
                return meantOrOneOf(method, methods);
              },
            },
          ],
    ),
    ...tenancyProblems(policy),
    ...strangers(policy),
    ...twice(
      'exceptions',
      policy.exceptions,
      (one) => JSON.stringify([one.control, one.object ?? null]),
      'This exception',
    ),
    ...exceptionProblems(policy, known),
    ...baselineProblems(policy, known),
  ];
}
