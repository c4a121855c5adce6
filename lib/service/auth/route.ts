import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { ServiceError, toServiceError } from '../errors.ts';
import { logFailure } from '../log-failure.ts';
import { type Access, accessFor } from './access.ts';
import { livePerson } from './live-session.ts';
import type { Permission } from './permissions.ts';
import { type PathParameters, requestInput } from './request-input.ts';
import { requireSameOrigin } from './same-origin.ts';
import { readCookie, sessionCookieName, sessionIdIn } from './session-cookie.ts';

type RouteHandler = (request: NextRequest, context: { params: Promise<PathParameters> }) => Promise<Response>;

interface Options<Can, Input> {
  readonly can: Can;
  readonly input: z.ZodType<Input>;
  readonly body?: 'raw';
}

interface Visit<Input> {
  readonly input: Input;
  readonly request: NextRequest;
}

/** What a handler answers: a `Response` as it is, anything else as JSON, nothing as 204. */
type Answer = unknown;

/**
 * The one door. Every `app/api` method is `export const POST = route({ can, input }, handler)`; a test reads them all.
 *
 * - `can`: the permissions needed, all of them; `'anyone'` must be said. There is no default.
 * - The session and the role are read from the database on this very request.
 * - A method that changes something must come from our own pages, as JSON.
 * - `input`: what the query or the body, and the path, must look like. `body: 'raw'` leaves the query and the body to the handler.
 */
export function route<Input>(
  options: Options<'anyone', Input>,
  handler: (visit: Visit<Input>) => Promise<Answer>,
): RouteHandler;
export function route<P extends Permission, Input>(
  options: Options<P | readonly P[], Input>,
  handler: (visit: Visit<Input> & { readonly access: Access<P> }) => Promise<Answer>,
): RouteHandler;
export function route<P extends Permission, Input>(
  options: Options<'anyone' | P | readonly P[], Input>,
  handler: (visit: never) => Promise<Answer>,
): RouteHandler {
  const { can } = options;
  const enter = handler as (visit: unknown) => Promise<Answer>;
  return async (request, { params }) => {
    try {
      requireSameOrigin(request);
      const access =
        can === 'anyone' ? undefined : await personAccess(request, typeof can === 'string' ? [can] : can);
      const path = await params;
      const said = options.body === 'raw' ? path : await requestInput(request, path);
      return toResponse(await enter({ request, input: checked(options.input, said), access }));
    } catch (error) {
      return refusal(request, error);
    }
  };
}

/** Read from the request's own cookie, so that it works the same under Next and under a test. */
async function personAccess<P extends Permission>(request: Request, can: readonly P[]): Promise<Access<P>> {
  const sessionId = await sessionIdIn(readCookie(request.headers.get('cookie'), sessionCookieName()));
  const person = sessionId === null ? null : await livePerson(sessionId);
  if (person === null) throw new ServiceError('unauthenticated', 'Sign in to continue.');
  return accessFor(person, can);
}

function checked<Input>(schema: z.ZodType<Input>, said: Readonly<Record<string, unknown>>): Input {
  const parsed = schema.safeParse(said);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    message: issue.message,
  }));
  const first = problems[0];
  throw new ServiceError(
    'invalid-input',
    first
      ? `${first.field === '' ? 'The request' : first.field}: ${first.message}`
      : 'The request is not valid.',
    problems,
  );
}

function toResponse(answer: Answer): Response {
  if (answer instanceof Response) return answer;
  const headers = { 'Cache-Control': 'private, no-store' };
  if (answer === undefined) return new Response(null, { status: 204, headers });
  return Response.json(answer, { headers });
}

function refusal(request: Request, error: unknown): Response {
  const known = toServiceError(error);
  if (known.code === 'internal') logFailure(`${request.method} ${new URL(request.url).pathname}`, error);
  return Response.json(known.body(), { status: known.status, headers: { 'Cache-Control': 'no-store' } });
}
