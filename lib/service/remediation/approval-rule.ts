import { z } from 'zod';
import { severities } from '../../engine/model/severity.ts';
import { personRoles } from '../auth/permissions.ts';
import { changeKinds } from './change-kind.ts';

export const environments = ['production', 'staging', 'development'] as const;
export type Environment = (typeof environments)[number];

/** Roles that may approve at all (`remediation:approve`). */
export const approverRoles = personRoles.filter((role) => role !== 'auditor');

const some = <Member extends string>(members: readonly [Member, ...Member[]]) =>
  z
    .array(z.enum(members))
    .min(1, 'at least one')
    .transform((said) => [...new Set(said)]);

/**
 * One rule: where all three of environment, severity (the worst finding's) and kind of change are among its own, this many people
 * of these roles have to approve, and their approval holds this many hours. Where no rule fits, nothing may be submitted.
 */
export const approvalRuleSchema = z.strictObject({
  name: z.string().trim().min(1, 'give it a name').max(100),
  environments: some(environments),
  severities: some(severities),
  kinds: some(changeKinds),
  approvals: z.number().int().min(1, 'a second person always').max(5),
  roles: some(['administrator', 'reviewer', 'dba']),
  hours: z.number().int().min(1).max(168),
});

export type ApprovalRule = z.infer<typeof approvalRuleSchema>;

export const approvalRulesSchema = z
  .array(approvalRuleSchema)
  .max(50)
  .refine((rules) => new Set(rules.map((rule) => rule.name)).size === rules.length, 'two rules of one name');

/** In force until an administrator writes others; docs/approvals.md has them. */
export const defaultRules: readonly ApprovalRule[] = [
  {
    name: 'Production, the server itself and its roles',
    environments: ['production'],
    severities: [...severities],
    kinds: ['roles', 'server'],
    approvals: 1,
    roles: ['administrator', 'reviewer'],
    hours: 24,
  },
  {
    name: 'Production, inside databases',
    environments: ['production'],
    severities: [...severities],
    kinds: ['grants', 'memberships', 'rows', 'objects', 'settings'],
    approvals: 1,
    roles: ['administrator', 'reviewer', 'dba'],
    hours: 24,
  },
  {
    name: 'Staging and development',
    environments: ['staging', 'development'],
    severities: [...severities],
    kinds: [...changeKinds],
    approvals: 1,
    roles: ['administrator', 'reviewer', 'dba'],
    hours: 72,
  },
];
