import { expect, test } from 'vitest';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { fixtureFacts } from '../../analysis/access-fixture.ts';
import type { ReplicationSenderRow } from '../../inventory/sections/replication-senders.ts';
import { replicationSessionsTls } from './replication-sessions-tls.ts';

const sender = (role: string, address: string | null, tls: boolean): ReplicationSenderRow => ({
  role,
  application: 'walreceiver',
  address,
  state: 'streaming',
  tls,
});

const judge = (rows: readonly ReplicationSenderRow[]) =>
  verdictOf(replicationSessionsTls, fixtureFacts({ cluster: { 'replication-senders': rows } }));

test('fires for a plain stream over the network, not for TLS, the socket or the machine itself', () => {
  const sound = [
    sender('good', '10.0.0.5', true),
    sender('local', null, false),
    sender('here', '127.0.0.1', false),
    { ...sender('kerberos', '10.0.0.7', false), gss: true },
  ];
  expect(judge(sound).status).toBe('pass');
  expect(judge([...sound, sender('standby', '10.0.0.6', false)]).findings.map((one) => one.object)).toEqual([
    { kind: 'role', role: 'standby' },
  ]);
});

test('not applicable without replication, unknown when it cannot be seen', () => {
  expect(judge([]).status).toBe('not-applicable');
  expect(verdictOf(replicationSessionsTls, fixtureFacts({})).status).toBe('unknown');
});
