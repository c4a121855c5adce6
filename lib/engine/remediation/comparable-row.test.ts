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

test('a system relation’s list is the same in whatever order, and none of its own as installed', () => {
  const row = { schema: 'pg_catalog', name: 'pg_class', owner: 'postgres' };
  const installed = ['postgres=arwdDxt/postgres', '=r/postgres'];
  const granted = ['r0=a/postgres', '=r/postgres', 'postgres=arwdDxt/postgres'];
  const compared = (acl: readonly string[] | null, initialAcl: readonly string[] | null) =>
    comparableRow('catalog-acls', { ...row, acl, initialAcl }, 15);
  expect(compared(granted, installed)).toEqual(compared(granted.toReversed(), installed.toReversed()));
  expect(compared(granted, installed)).not.toEqual(compared(granted.slice(1), installed));
  expect(compared(installed.toReversed(), installed)).toBeNull();
  expect(compared(null, ['postgres=arwdDxt/postgres'])).toBeNull();
  expect(compared([], null)).not.toBeNull();
});
