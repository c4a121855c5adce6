import path from 'node:path';
import { NextRequest } from 'next/server';
import { expect } from 'vitest';
import type { SignedIn } from '../../testing/service-people.ts';
import { approvedScript } from './approved-script.ts';
import { proof, type RemediationServers } from './remediation-fixture.ts';

const checkout = path.join(import.meta.dirname, '..', '..', '..');

export const ownOrigin = {
  host: 'localhost:3000',
  origin: 'http://localhost:3000',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
};

export interface Answer {
  readonly status: number;
  readonly code: unknown;
  readonly body: unknown;
}

/** What a browser would send: `POST /api/remediations/[id]/STEP`, through the real handler. */
export async function press(
  id: string,
  step: string,
  cookie: string,
  body: object,
  headers: Readonly<Record<string, string>> = ownOrigin,
): Promise<Answer> {
  const file = path.join(checkout, 'app/api/remediations/[id]', step, 'route.ts');
  const module: Record<string, unknown> = await import(file);
  const handler = module.POST;
  if (typeof handler !== 'function') throw new Error(`${file} has no POST`);
  const request = new NextRequest(`http://localhost:3000/api/remediations/${id}/${step}`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify(body),
  });
  const response: Response = await handler(request, { params: Promise.resolve({ id }) });
  const text = await response.text();
  const said: unknown = text === '' ? null : JSON.parse(text);
  return { status: response.status, code: Object(Object(said).error).code, body: said };
}

export const pressApply = (id: string, by: Pick<SignedIn, 'cookie'>) =>
  press(id, 'apply', by.cookie, { proof });

type Servers = Pick<RemediationServers, 'service'>;

async function count(servers: Servers, id: string): Promise<number> {
  const [row] = await servers.service.sql(
    `SELECT count(*)::int AS n FROM "Execution" WHERE "remediationId" = '${id}' AND "direction" <> 'rehearsal'`,
  );
  return Number(row?.n);
}

/** Nothing of it is to be run, nothing of it may be, and whoever presses is told so. */
export async function expectNothingRuns(
  servers: Servers,
  id: string,
  by: Pick<SignedIn, 'cookie'>,
): Promise<void> {
  await expect(approvedScript(id, 'up')).rejects.toMatchObject({ name: 'ServiceError' });
  const answer = await pressApply(id, by);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(await count(servers, id)).toBe(0);
}

/** As somebody who owns the database and switches its triggers off: what only hashes and seals can notice. They fire as before after it. */
export function pastTriggers(servers: Servers, table: string, sql: string) {
  return servers.service.sql(
    `BEGIN; ALTER TABLE "${table}" DISABLE TRIGGER USER; ${sql};
     DO $always$ DECLARE name text; BEGIN
       FOR name IN SELECT tgname FROM pg_trigger WHERE tgrelid = '"${table}"'::regclass AND NOT tgisinternal LOOP
         EXECUTE format('ALTER TABLE "${table}" ENABLE ALWAYS TRIGGER %I', name);
       END LOOP;
     END $always$; COMMIT`,
  );
}
