import { expect, test } from 'vitest';
import { type ComparedRow, comparableRow } from './comparable-row.ts';

test('what a server counts and who is connected are no part of its state', () => {
  const archiver = { everArchived: true, everFailed: false, failing: false };
  expect(comparableRow('archiver', archiver as ComparedRow, 16)).toBeNull();
  expect(comparableRow('sessions', { name: 'app' }, 16)).toBeNull();
  expect(comparableRow('replication-senders', { name: 'standby' }, 16)).toBeNull();
});

test('a replication slot is the same whether it is read from or not', () => {
  const slot = { name: 'reporting', type: 'logical', temporary: false };
  const [started, idle] = [
    { ...slot, active: true },
    { ...slot, active: false },
  ];
  expect(comparableRow('replication-slots', started, 16)).toEqual(
    comparableRow('replication-slots', idle, 16),
  );
  expect(comparableRow('replication-slots', { ...slot, name: 'audit' }, 16)).not.toEqual(
    comparableRow('replication-slots', slot, 16),
  );
});
