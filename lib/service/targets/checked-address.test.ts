import { afterAll, expect, test } from 'vitest';
import { parseEnvironment, replaceEnvironment } from '../../env.ts';
import { checkedAddress, refusalOf } from './checked-address.ts';

const restore = replaceEnvironment(
  parseEnvironment({ DATABASE_URL: 'postgres://postern:x@127.0.0.1:54321/postern' }),
);
afterAll(restore);

test.each([
  '169.254.169.254',
  '169.254.170.2',
  'fe80::1',
  'fe80::1%eth0',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  'fd00:ec2::254',
  '100.100.100.200',
  '168.63.129.16',
  '0.0.0.0',
  '::',
  '224.0.0.1',
  '255.255.255.255',
  'ff02::1',
  '2002:a9fe:a9fe::1',
  '192.0.2.1',
])('%s is refused', (address) => {
  expect(refusalOf(address, true)).not.toBeNull();
});

test.each([
  '10.0.0.5',
  '192.168.1.10',
  '172.16.3.4',
  'fd12::1',
  '8.8.8.8',
  '2606:4700::1',
  '100.64.0.1',
  '127.0.0.1',
  '::1',
])('%s is where databases live', (address) => {
  expect(refusalOf(address, true)).toBeNull();
});

test('loopback, in any spelling, can be closed', () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) {
    expect(refusalOf(address, false)).toContain('POSTERN_LOCAL_TARGETS');
  }
});

test("Postern's own database is no target, by whatever name", async () => {
  for (const host of ['127.0.0.1', '127.0.0.2', 'localhost', '::ffff:127.0.0.1', '/run/postgresql']) {
    await expect(checkedAddress(host, 54_321)).rejects.toMatchObject({ code: 'target-refused' });
  }
  expect(await checkedAddress('127.0.0.1', 5432)).toBe('127.0.0.1');
  expect(await checkedAddress('/run/postgresql', 5432)).toBeNull();
});

test.each([
  'postgres://postern@localhost:1/postern?host=/run/postgresql&port=5432',
  'postgres://postern@localhost/postern?host=%2Frun%2Fpostgresql',
])('%s is on this machine, whichever way one comes', async (url) => {
  const back = replaceEnvironment(parseEnvironment({ DATABASE_URL: url }));
  for (const host of ['127.0.0.1', '/tmp'])
    await expect(checkedAddress(host, 5432)).rejects.toMatchObject({ code: 'target-refused' });
  expect(await checkedAddress('127.0.0.1', 5433)).toBe('127.0.0.1');
  back();
});

test('a name that does not resolve is left to the connection to say', async () => {
  expect(await checkedAddress('no-such-host.invalid', 5432)).toBeNull();
});
