/**
 * Everything that can go wrong and be said to a person, with the HTTP status it travels as. The only such table; nothing
 * matches on message text.
 */
export const errorStatus = {
  'invalid-input': 400,
  unauthenticated: 401,
  'wrong-password': 401,
  forbidden: 403,
  'foreign-origin': 403,
  'not-found': 404,
  conflict: 409,
  'link-expired': 410,
  'too-large': 413,
  'not-json': 415,
  'invalid-policy': 422,
  'connection-failed': 422,
  'target-refused': 422,
  'password-required': 422,
  'too-many-attempts': 429,
  internal: 500,
  'not-ready': 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** What of an error reaches a browser, and nothing more. `details` is by error: field problems, policy problems … */
export interface ErrorBody {
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly details?: unknown };
}

/** An expected failure. Its own message is written for people; the message of any other error never leaves the server. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, details?: unknown) {
    super(message);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errorStatus[this.code];
  }

  body(): ErrorBody {
    return {
      error: {
        code: this.code,
        message: this.message,
        ...(this.details === undefined ? {} : { details: this.details }),
      },
    };
  }
}

/** The error to answer with: itself when it was meant for people, else `internal`, without a word of what it said. */
export function toServiceError(error: unknown): ServiceError {
  return error instanceof ServiceError
    ? error
    : new ServiceError('internal', 'Something went wrong on our side. The server log has the details.');
}
