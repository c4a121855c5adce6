/** The four roles, in the order every list shows them. */
export const personRoles = ['administrator', 'reviewer', 'dba', 'auditor'] as const;

export type PersonRole = (typeof personRoles)[number];

/**
 * Who may do what: published on the people page, and the very table the door consults. A permission that is missing here
 * does not exist; a role that is not listed does not have it.
 */
export const permissionTable = {
  'target:read': {
    means: 'See the fleet, every database, its scans and their progress',
    roles: ['administrator', 'reviewer', 'dba', 'auditor'],
  },
  'target:register': {
    means: 'Register, edit and archive databases, and store their scan passwords and execution credentials',
    roles: ['administrator', 'dba'],
  },
  'scan:run': {
    means: 'Start and cancel scans, have what was read judged again',
    roles: ['administrator', 'reviewer', 'dba'],
  },
  'finding:read': {
    means: 'See findings, evidence, scripts, coverage, decisions and gaps',
    roles: ['administrator', 'reviewer', 'dba', 'auditor'],
  },
  'finding:triage': {
    means:
      'Assign findings, comment on them, say that one is in remediation, and ask for acceptance, a baseline or a false positive',
    roles: ['administrator', 'reviewer', 'dba'],
  },
  'finding:approve': {
    means: 'Decide what somebody else asked for: acceptance, a baseline, a false positive',
    roles: ['administrator', 'reviewer'],
  },
  'threat:annotate': {
    means: 'Write a note about what remains of a threat',
    roles: ['administrator', 'reviewer', 'dba'],
  },
  'report:export': { means: 'Download reports', roles: ['administrator', 'reviewer', 'dba', 'auditor'] },
  'policy:read': {
    means: 'Read the policy of a database and its versions',
    roles: ['administrator', 'reviewer', 'dba', 'auditor'],
  },
  'policy:edit': {
    means: "Write versions of a policy; approve or reject others' versions that accept more risk",
    roles: ['administrator', 'reviewer'],
  },
  'remediation:read': {
    means: 'See remediations, their scripts, approvals and execution logs, and the approval rules',
    roles: ['administrator', 'reviewer', 'dba', 'auditor'],
  },
  'remediation:draft': {
    means: 'Draft, edit, submit and withdraw remediations, and hand them off',
    roles: ['administrator', 'dba'],
  },
  'remediation:approve': {
    means: 'Approve or reject remediations that others wrote',
    roles: ['administrator', 'reviewer', 'dba'],
  },
  'remediation:apply': {
    means: 'Rehearse remediations, apply approved ones and undo them',
    roles: ['administrator', 'dba'],
  },
  'remediation:rules': {
    means: 'Change the approval rules and the maintenance windows; decide about what another loosens',
    roles: ['administrator'],
  },
  'person:read': { means: 'See the people and their roles', roles: ['administrator', 'auditor'] },
  'person:manage': {
    means: 'Invite and disable people, change roles, make links for forgotten passwords',
    roles: ['administrator'],
  },
  'trail:read': { means: 'Read the trail of who did what', roles: ['administrator', 'auditor'] },
  'self:manage': {
    means: 'Change the own password, see and end the own sessions and links for a new password',
    roles: ['administrator', 'reviewer', 'dba', 'auditor'],
  },
} as const satisfies Record<string, { readonly means: string; readonly roles: readonly PersonRole[] }>;

export type Permission = keyof typeof permissionTable;

export const permissions = Object.keys(permissionTable) as readonly Permission[];

export function roleMay(role: PersonRole, permission: Permission): boolean {
  const roles: readonly PersonRole[] = permissionTable[permission].roles;
  return roles.includes(role);
}

/** What each role is for, in a sentence. */
export const roleMeanings: Readonly<Record<PersonRole, string>> = {
  administrator: 'Runs Postern: people, databases, policies. Every permission.',
  reviewer: 'Owns the security architecture: writes policies, accepts risk, approves changes, starts scans.',
  dba: 'Runs the databases: registers them, starts scans, drafts changes and applies approved ones.',
  auditor: 'Reads and exports everything, the trail included, and changes nothing.',
};
