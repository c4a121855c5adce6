import { expect, test } from 'vitest';
import { settingRow } from '../../../testing/setting-row.ts';
import { fixtureFacts } from '../../analysis/access-fixture.ts';
import { archiving } from './archiving.ts';

const flawOf = (command: string) =>
  archiving(
    fixtureFacts({
      cluster: { settings: [settingRow('archive_mode', 'on'), settingRow('archive_command', command)] },
    }),
  )?.flaw;

test.each([
  '/bin/true',
  '/bin/true %p',
  'true # nothing',
  ':',
  'exit 0',
  'exit',
  'test -f %p',
  'sleep 0',
  'sh -c true',
  'cp %p /dev/null',
  'cp "%p" "/dev/null"',
  'cat %p > /dev/null',
])('%s keeps nothing', (command) => {
  expect(flawOf(command)).toBe('keeps nothing');
});

test.each([
  'cp %p /a/%f || true',
  'cp %p /a/%f || exit 0',
  'cp %p /a/%f; exit 0',
  'scp %p b:/%f || :',
  'cp %p /a/%f &',
])('%s hides its failure', (command) => {
  expect(flawOf(command)).toBe('hides failure');
});

test.each(['archive.sh', 'pg_dumpall > /backup/%%f'])('%s knows no file', (command) => {
  expect(flawOf(command)).toBe('knows no file');
});

test.each([
  'cp %p /a/%f',
  'test ! -f /a/%f && cp %p /a/%f',
  'test -f /a/%f || cp %p /a/%f',
  'pgbackrest --stanza=main archive-push %p',
  'wal-g wal-push "%p" 2>/dev/null',
  'cp %p /a/%f > /dev/null',
  'cp %p /a/%f >/dev/null 2>&1',
  'gzip < %p > /a/%f.gz',
  'envdir "/run/etc/wal-e.d/env" wal-g wal-push "%p"',
  '/controller/manager wal-archive --log-destination /controller/log/postgres.json %p',
  'aws s3 cp %p s3://bucket/%f',
  'exit_on_error.sh %p && true',
])('%s is left to archiver-working', (command) => {
  expect(flawOf(command)).toBeNull();
});
