import type { Access } from '../auth/access.ts';
import { database } from '../db/client.ts';
import { findHeldCredential } from '../db/execution-credentials.ts';
import { findHandOffs, findRemediationEvents } from '../db/execution-requests.ts';
import { findPersonNames } from '../db/people.ts';
import { findScanTimes, findTitles } from '../db/remediation-findings.ts';
import { findRemediation } from '../db/remediations.ts';
import { weighing } from './approved-script.ts';
import { heldOf } from './move-remediation.ts';
import { postern } from './postern-registrar.ts';
import { shownCredential } from './read-held-credential.ts';
import type { RemediationView } from './remediation-view.ts';
import { isSatisfied } from './requirements.ts';
import { shownWindow } from './save-window.ts';
import { impactDigest, readScript } from './script-content.ts';
import { shownActions } from './shown-actions.ts';
import { shownExecutions, shownRehearsals } from './shown-execution.ts';
import { shownImpact } from './shown-impact.ts';
import {
  approvalsOf,
  closesOf,
  requirementsShown,
  scriptShown,
  stateNow,
  verificationOf,
  versionShown,
} from './shown-parts.ts';
import { shownStatements } from './shown-statements.ts';
import { submissionDays } from './submit-remediation.ts';
import { validApprovers } from './valid-approvals.ts';
import { waitsFor } from './waits-for.ts';
import { denialOf, weigh } from './weigh.ts';
import { windowOf } from './window-of.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Everything the page of a remediation shows. Throws `not-found`. */
export async function getRemediation(
  access: Access<'remediation:read'>,
  id: string,
): Promise<RemediationView> {
  access.demand('remediation:read');
  const row = await findRemediation(id);
  const held = heldOf(row);
  const now = new Date();
  const { version, target } = held;
  const content = readScript(version.script, version.digest);
  // What was altered since is not what anybody approves by.
  const impacted = impactDigest(version.impact) === content.impact ? version.impact : null;
  const [
    requirements,
    known,
    window,
    credential,
    executions,
    rehearsals,
    handOffs,
    events,
    state,
    scans,
    titles,
  ] = await Promise.all([
    weigh(held),
    weighing(held, now, database()),
    windowOf(held.targetId),
    findHeldCredential(held.targetId),
    shownExecutions(id),
    shownRehearsals(version.id),
    findHandOffs(id),
    findRemediationEvents(id, 200),
    stateNow(held, content),
    findScanTimes([version.scanId, ...(held.verifyScanId === null ? [] : [held.verifyScanId])]),
    findTitles(held.targetId, impacted),
  ]);
  const people = [credential?.registrarId, held.submittedById, ...handOffs.map((one) => one.createdById)];
  const names = await findPersonNames([...new Set(people.flatMap((one) => one ?? []))]);
  const nameOf = (person: string) => names.get(person) ?? (person === postern ? 'Postern' : 'somebody');
  const approvers = validApprovers(held, known);
  const approved = approvers.length >= held.approvalsNeeded && isSatisfied(requirements, approvers);
  const given = approvalsOf(held, known);
  const ends = given.filter((one) => one.counts).map((one) => one.expiresAt);
  const queued = {
    ...held,
    currentVersion: {
      id: version.id,
      editorId: version.editorId,
      _count: { findings: version.findings.length },
    },
  };
  return {
    id,
    title: held.title,
    target: { id: target.id, name: target.name },
    database: held.database,
    state: held.state,
    stateAt: held.stateAt.toISOString(),
    stateReason: held.stateReason,
    kind: content.kind,
    severity: held.severity,
    environment: held.environment,
    author: held.author,
    createdAt: held.createdAt.toISOString(),
    findings: version.findings.length,
    approvals: { given: approvers.length, needed: held.approvalsNeeded },
    scheduledFor: iso(held.scheduledFor),
    waitsForMe: waitsFor(queued, { ...access.person, hands: () => known.sameHand }, now),
    submittedBy:
      held.submittedById === null ? null : { id: held.submittedById, name: nameOf(held.submittedById) },
    submittedAt: iso(held.submittedAt),
    submissionEndsAt: iso(
      held.submittedAt === null ? null : new Date(held.submittedAt.getTime() + submissionDays * 86_400_000),
    ),
    version: {
      id: version.id,
      number: version.number,
      editor: version.editor,
      createdAt: version.createdAt.toISOString(),
      reason: version.reason,
      digest: version.digest,
    },
    versions: held.versions.map(versionShown),
    model: content.model ?? null,
    closes: closesOf(held),
    script: scriptShown(content),
    impact: shownImpact(impacted, titles, shownStatements(rehearsals)),
    rehearsals,
    conditions: {
      targetId: target.id,
      systemIdentifier: version.systemIdentifier,
      database: held.database,
      major: version.major,
      executionRole: version.executionRole,
      stateFingerprint: version.stateFingerprint,
      eventTriggersDigest: version.eventTriggersDigest,
      scanId: version.scanId,
      plannedOn: iso(scans.get(version.scanId) ?? null) ?? version.createdAt.toISOString(),
      expiresAt: ends.sort()[0] ?? null,
      stateNow: state,
    },
    requirements: requirementsShown(requirements, approvers),
    denied: requirements.denied,
    denial: denialOf(requirements),
    approvalsGiven: given,
    window: window === null ? null : shownWindow(window, now),
    credential: credential === null ? null : shownCredential(target, credential, names),
    executions,
    verification: verificationOf(held, scans.get(held.verifyScanId ?? '') ?? null),
    handOffs: handOffs.map((one) => ({
      id: one.id,
      format: one.format,
      fileName: one.fileName,
      digest: one.digest,
      by: nameOf(one.createdById),
      trackedSince: one.trackedSince.toISOString(),
      landedAt: iso(one.landedAt),
      landedScanId: one.landedScanId,
    })),
    history: events.map(({ at, actor, action, from, to, reason }) => ({
      at: at.toISOString(),
      actor,
      action,
      from,
      to,
      reason,
    })),
    actions: shownActions(access, held, {
      requirements,
      ...known,
      approvedBy: new Set(given.filter((one) => one.counts).map((one) => one.approver.id)),
      approved,
      irreversible: content.irreversible,
    }),
  };
}
