import { z } from 'zod';

/** What came of asking our own API: its JSON, or one sentence that may be shown, with the error's code and details. */
export type Answer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly details: unknown };

const errorShape = z.object({
  error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }),
});

/** Asks our own API from a page. Never throws: a network that is gone is an answer too. */
export async function send(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      ...(method === 'GET'
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }),
    });
    text = await response.text();
  } catch {
    return {
      ok: false,
      code: 'unreachable',
      message: 'Postern does not answer. Is it still running?',
      details: undefined,
    };
  }
  const said = parse(text);
  if (response.ok) return { ok: true, body: said };
  const error = errorShape.safeParse(said);
  return error.success
    ? { ok: false, details: undefined, ...error.data.error }
    : {
        ok: false,
        code: 'internal',
        message: `Postern answered ${response.status}, without saying why.`,
        details: undefined,
      };
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
