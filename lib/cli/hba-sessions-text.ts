import type { HbaFileError } from '../engine/analysis/hba/hba-rule.ts';
import type { SessionChange, SessionOutcome } from '../engine/analysis/hba/session-changes.ts';
import { visibleText } from '../engine/model/visible-text.ts';

/** Worst first. */
export const outcomes = [
  'refused',
  'undecidable',
  'changed-method',
  'kept',
] as const satisfies SessionOutcome[];

const headings: Readonly<Record<SessionOutcome, string>> = {
  refused: 'would be refused',
  undecidable: 'cannot be decided',
  'changed-method': 'would be asked for something else',
  kept: 'would come in as today',
};

const sessions = (count: number) => `${count} ${count === 1 ? 'session' : 'sessions'}`;

function origin({ session }: SessionChange): string {
  if (session.transport === 'socket') return 'the socket';
  const encryption = session.tls ? ' (TLS)' : session.gss ? ' (GSSAPI)' : '';
  return `${session.address ?? 'nobody knows where'}${encryption}`;
}

function line(change: SessionChange): string {
  const { session, replication, reason } = change;
  const name = (text: string | null) => (text === null ? '?' : visibleText(text, 80));
  const target = replication ? 'replication' : name(session.database);
  const application = session.application === '' ? '' : ` [${name(session.application)}]`;
  const times = session.count === 1 ? '' : ` ×${session.count}`;
  return `  ${name(session.role)} to ${target} from ${origin(change)}${application}${times}: ${visibleText(reason, 400)}`;
}

/** For a terminal: errors of the file first, then sessions by what becomes of them. */
export function sessionsText(changes: readonly SessionChange[], errors: readonly HbaFileError[]): string {
  const refused = errors.filter((error) => !error.unread);
  const said = errors.map(
    (error) =>
      `  ${visibleText(error.file ?? '', 300)}, line ${error.line}: ${visibleText(error.error, 400)}`,
  );
  const head =
    errors.length === 0
      ? []
      : [
          refused.length > 0 ? 'The server would refuse this file:' : 'This file could not be read whole:',
          ...said,
        ];
  const groups = outcomes.flatMap((outcome) => {
    const own = changes.filter((change) => change.outcome === outcome);
    const count = own.reduce((sum, { session }) => sum + session.count, 0);
    return own.length === 0 ? [] : [`${sessions(count)} ${headings[outcome]}:`, ...own.map(line)];
  });
  return `${[...head, ...(changes.length === 0 ? ['No session is open beside our own.'] : groups)].join('\n')}\n`;
}
