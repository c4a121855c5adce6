import type { Actor } from '../auth/access.ts';
import { appendAuditRow } from '../db/audit.ts';
import type { Transaction } from '../db/client.ts';

/** What the trail knows of. Named once, so that the trail's filter and its words cannot drift from what is written. */
export const auditActions = {
  'person.first-administrator': 'set up the first administrator',
  'person.invite': 'invited',
  'person.accept-invitation': 'accepted an invitation',
  'person.withdraw-invitation': 'withdrew an invitation to',
  'person.change-role': 'changed the role of',
  'person.disable': 'disabled',
  'person.enable': 'enabled',
  'person.change-password': 'changed the password of',
  'session.sign-in': 'signed in',
  'session.sign-out': 'signed out',
  'session.refused': 'was refused at sign-in',
  'session.lock-out': 'was locked out',
  'session.end': 'ended a session of',
  'target.register': 'registered',
  'target.edit': 'changed the connection of',
  'target.archive': 'archived',
  'target.key-change': 'replaced the stored password of',
  'policy.save': 'saved a new policy version of',
  'policy.propose': 'proposed a policy version that accepts more risk of',
  'policy.approve': 'approved a proposed policy version of',
  'policy.reject': 'rejected a proposed policy version of',
  'policy.withdraw': 'withdrew a proposed policy version of',
  'decision.note': 'put a decision off of',
  'scan.request': 'requested a scan of',
  'scan.cancel': 'cancelled a scan of',
  'scan.finish': 'finished a scan of',
  'scan.fail': 'could not finish a scan of',
  'finding.assign': 'assigned findings of',
  'finding.comment': 'commented on findings of',
  'finding.state': 'changed the state of findings of',
  'finding.request': 'asked for a decision on findings of',
  'finding.approve': 'approved what was asked about findings of',
  'finding.reject': 'rejected what was asked about findings of',
  'finding.withdraw': 'took back what was asked about findings of',
  'finding.acceptance-over': 'saw acceptances end of findings of',
  'finding.acceptance-lost': 'took running acceptances away with a new policy of',
  'judgement.request': 'had the snapshot judged again of',
  'judgement.finish': 'finished judging again the snapshot of',
  'judgement.fail': 'could not finish judging again the snapshot of',
  'remediation.applied': 'applied a remediation to',
  'remediation.failed': 'could not apply a remediation to',
  'remediation.undone': 'undid a remediation of',
  'remediation.undo-failed': 'could not undo a remediation of',
  'remediation.needs-human': 'does not know what became of a remediation of',
  'remediation.verify': 'proved a remediation by a scan of',
  'remediation.not-verified': 'found a remediation unproven by a scan of',
  'threat.note': 'wrote a note on a threat of',
  'report.export': 'exported a report of',
  'remediation.draft': 'drafted a remediation of',
  'remediation.edit': 'planned a remediation anew of',
  'remediation.reopen': 'took a remediation back to a draft of',
  'remediation.submit': 'submitted a remediation of',
  'remediation.approve': 'approved a remediation of',
  'remediation.approval-ended': 'saw an approval end of a remediation of',
  'remediation.reject': 'rejected a remediation of',
  'remediation.withdraw': 'withdrew a remediation of',
  'remediation.expire': 'saw a remediation expire of',
  'remediation.schedule': 'scheduled a remediation of',
  'remediation.unschedule': 'took a remediation off the schedule of',
  'remediation.rehearse': 'had a remediation rehearsed on',
  'remediation.apply': 'had a remediation applied to',
  'remediation.undo': 'had a remediation undone on',
  'remediation.confirm': 'said that a remediation was made by hand of',
  'remediation.settle': 'settled the end of a remediation of',
  'remediation.hand-off': 'handed off a remediation of',
  'remediation.hand-off-download': 'downloaded what was handed off of',
  'remediation.landed': 'saw what was handed off landed on',
  'remediation.close': 'closed a remediation of',
  'approval-rules.save': 'changed the',
  'approval-rules.propose': 'proposed less strict',
  'approval-rules.approve': 'approved less strict',
  'approval-rules.reject': 'rejected less strict',
  'approval-rules.withdraw': 'withdrew less strict',
  'maintenance-window.save': 'set the maintenance window of',
  'maintenance-window.remove': 'removed the maintenance window of',
  'execution-credential.register': 'registered an execution credential of',
  'execution-credential.forget': 'removed the execution credential of',
} as const;

export type AuditAction = keyof typeof auditActions;

/** Plain facts, never a secret: what changed, in values a reader may see. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Writes what `actor` did into the trail, in the transaction that does it. `subject`: whom or what, as people know it. */
export async function recordEvent(
  transaction: Transaction,
  actor: Actor,
  action: AuditAction,
  subject: string,
  detail: AuditDetail = {},
): Promise<void> {
  const copied = Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]),
  );
  await appendAuditRow(transaction, {
    actorId: actor.id,
    actor: actor.name,
    action,
    subject,
    detail: copied,
  });
}
