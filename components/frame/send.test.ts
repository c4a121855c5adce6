import { afterEach, expect, test, vi } from 'vitest';
import { send } from './send.ts';

afterEach(() => vi.unstubAllGlobals());

const answer = (status: number, body: object) =>
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status }));

test('a refusal says why, with details or without', async () => {
  answer(401, { error: { code: 'wrong-password', message: 'The password is not right.' } });
  expect(await send('POST', '/api/x')).toMatchObject({
    ok: false,
    code: 'wrong-password',
    message: 'The password is not right.',
  });
  answer(400, { error: { code: 'invalid-input', message: 'No.', details: [1] } });
  expect(await send('POST', '/api/x')).toMatchObject({ message: 'No.', details: [1] });
});

test('an answer that is none of ours does not pretend to be', async () => {
  answer(502, { gateway: 'down' });
  expect(await send('GET', '/api/x')).toMatchObject({ ok: false, code: 'internal' });
});
