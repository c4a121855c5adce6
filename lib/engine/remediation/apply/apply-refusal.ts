import { ConnectFailure } from '../../connect/connect-failure.ts';
import { QueryRefused } from '../../connect/query-refused.ts';
import { ApplyRefused } from './apply-outcome.ts';

/** Any failure as a refusal in our own words. */
export function refusalOf(error: unknown): ApplyRefused {
  if (error instanceof ApplyRefused) return error;
  if (error instanceof QueryRefused)
    return new ApplyRefused('statement-refused', { sqlstate: error.sqlstate });
  if (error instanceof ConnectFailure) {
    if (error.code === 'cancelled' || error.code === 'standby' || error.code === 'pooler')
      return new ApplyRefused(error.code);
    return new ApplyRefused('unreachable', { about: error.message, sqlstate: error.sqlstate });
  }
  return new ApplyRefused('unreachable');
}
