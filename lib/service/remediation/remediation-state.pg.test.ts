import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { nextStates, queueTabs, remediationStates } from './remediation-state.ts';

let service: ServiceDatabase;
beforeAll(async () => {
  service = await startServiceDatabase();
});
afterAll(() => service.stop());

test('the database keeps the same machine as the service: every pair of states', async () => {
  const [row] = await service.sql(`SELECT prosrc FROM pg_proc WHERE proname = 'keep_remediation'`);
  const machine = /'(\{[\s\S]*?\})'/.exec(String(row?.prosrc))?.[1] ?? '';
  const kept: Record<string, readonly string[]> = JSON.parse(machine);
  expect(Object.keys(kept).sort()).toEqual([...remediationStates].sort());
  for (const from of remediationStates)
    expect([...(kept[from] ?? [])].sort()).toEqual([...nextStates[from]].sort());
});

test('every state is in exactly one part of the queue', () => {
  expect(Object.values(queueTabs).flat().sort()).toEqual([...remediationStates].sort());
});
