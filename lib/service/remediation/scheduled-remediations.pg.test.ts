import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SignedIn } from '../../testing/service-people.ts';
import {
  approvedOf,
  fromHere,
  proof,
  type RemediationServers,
  startCompany,
  stateOf,
} from './remediation-fixture.ts';
import { removeWindow, saveWindow } from './save-window.ts';
import { scheduleRemediation, unscheduleRemediation } from './schedule-remediation.ts';
import { startDue } from './sweep-remediations.ts';

let servers: RemediationServers;
let author: SignedIn;
let reviewer: SignedIn;
let administrator: SignedIn;

beforeAll(async () => {
  ({ servers, author, reviewer, registrar: administrator } = await startCompany());
}, 120_000);
afterAll(() => servers.stop());

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
const approved = () => approvedOf(servers, { author, approver: reviewer }, servers.next());
const scheduled = (id: string, at: Date) =>
  scheduleRemediation(author.access, id, { proof, at: at.toISOString() }, fromHere);
const clock = (at: Date) => `${String(at.getUTCHours()).padStart(2, '0')}:00`;
/** Open from this hour to the next but one, every day. */
const openAt = (at: Date) => ({
  timeZone: 'UTC',
  openings: [
    { days: [1, 2, 3, 4, 5, 6, 7], from: clock(at), to: clock(new Date(at.getTime() + 2 * 3_600_000)) },
  ],
  freezeDays: [],
});
const liveRuns = () =>
  servers.service.sql(`SELECT "remediationId" AS id FROM "Execution" WHERE "state" = 'intent'`);

test('what is put off begins when it is due, one at a time, and not before', async () => {
  const [first, second] = [await approved(), await approved()];
  await scheduled(first, hours(1));
  await scheduled(second, hours(2));
  expect(await startDue(new Date())).toBe(0);
  expect(await startDue(hours(3))).toBe(1);
  expect(await liveRuns()).toEqual([{ id: first }]);
  expect(await stateOf(servers, second)).toBe('scheduled');
  await servers.service.sql(
    `UPDATE "Execution" SET "state" = 'failed', "endedAt" = now();
     UPDATE "Remediation" SET "state" = 'failed' WHERE "id" = '${first}'`,
  );
  expect(await startDue(hours(3))).toBe(1);
  expect(await liveRuns()).toEqual([{ id: second }]);
  await servers.service.sql(
    `UPDATE "Execution" SET "state" = 'failed', "endedAt" = now() WHERE "state" = 'intent';
     UPDATE "Remediation" SET "state" = 'failed' WHERE "id" = '${second}'`,
  );
});

test('taken off the schedule it is approved, and begins no more', async () => {
  const id = await approved();
  await scheduled(id, hours(1));
  await unscheduleRemediation(author.access, id);
  expect(await stateOf(servers, id)).toBe('approved');
  expect(await startDue(hours(2))).toBe(0);
});

test('past, after the approvals have ended, or without a window and a time: refused', async () => {
  const id = await approved();
  const refused = (at: Date) => expect(scheduled(id, at)).rejects.toMatchObject({ name: 'ServiceError' });
  await refused(hours(-1));
  await refused(hours(25));
  await expect(scheduleRemediation(author.access, id, { proof }, fromHere)).rejects.toMatchObject({
    code: 'invalid-input',
  });
  expect(await stateOf(servers, id)).toBe('approved');
});

test('in a window: put off to its opening; missed, it waits for the next one if its approval lasts', async () => {
  const opening = hours(5);
  await saveWindow(administrator.access, servers.targetId, openAt(opening));
  const id = await approved();
  const { scheduledFor } = await scheduleRemediation(author.access, id, { proof }, fromHere);
  expect(scheduledFor.slice(11, 16)).toBe(clock(opening));
  // No worker ran until long after it closed; tomorrow's opening is after the approval's end.
  expect(await startDue(hours(10))).toBe(0);
  expect(await stateOf(servers, id)).toBe('approved');
  await removeWindow(administrator.access, servers.targetId);
});

test('who scheduled it may not apply any more: it stays approved, and says why', async () => {
  const other = await servers.person('dba');
  const id = await approved();
  await scheduleRemediation(other.access, id, { proof, at: hours(1).toISOString() }, fromHere);
  await servers.service.sql(`UPDATE "Person" SET "role" = 'auditor' WHERE "id" = '${other.id}'`);
  expect(await startDue(hours(2))).toBe(0);
  const [row] = await servers.service.sql(
    `SELECT "state", "stateReason" FROM "Remediation" WHERE "id" = '${id}'`,
  );
  expect(row).toMatchObject({ state: 'approved' });
  expect(row?.stateReason).toContain('may not apply any more');
});
