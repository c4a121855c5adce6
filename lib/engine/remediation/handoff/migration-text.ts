import type { Condition } from '../plan.ts';
import { commentText } from '../quote.ts';
import { conditionCheck } from '../script-text.ts';
import type { HandOffRequest } from './hand-off-file.ts';
import { plainSpelling } from './plain-spelling.ts';
import type { Segment } from './steps.ts';

const longestComment = 500;

/** A comment that ends where its line ends, and in which no tool finds a word of its own at the beginning or a `${…}`. */
function comment(text: string): string {
  const characters = [...text];
  const cut = characters.length > longestComment ? `${characters.slice(0, longestComment).join('')}…` : text;
  return `-- Postern: ${commentText(cut).replaceAll('${', '<U+0024>{')}`.normalize('NFC');
}

/** What stands at the head of every file. */
export function heading(request: HandOffRequest, direction: 'up' | 'down', more: readonly string[] = []) {
  const { plan, title } = request;
  return [
    direction === 'up' ? title : `undoes: ${title}`,
    plan.findings.length === 1 ? `finding ${plan.findings[0]}` : `${plan.findings.length} findings`,
    plan.database === null ? 'for any database of the cluster' : `for database ${plan.database}`,
    ...(plan.restartNeeded ? ['takes effect with a restart of the server; a reload is not enough'] : []),
    ...plan.outside.map((words) => `outside this file: ${words}`),
    ...(direction === 'up'
      ? [...(request.cautions ?? []), ...plan.warnings.map((words) => `mind: ${words}`)]
      : []),
    ...more,
  ].map(comment);
}

/** How a segment is framed: in a transaction of ours, in the tool's, which goes on after it, or in the implicit one of a message. */
export type Frame = 'own' | 'tool' | 'message';

const limits = (local: string) => [
  `SET ${local}lock_timeout = '2s';`,
  `SET ${local}statement_timeout = '30s';`,
];

const path = (local: string) => `SET ${local}search_path = pg_catalog, pg_temp;`;
const keepPath = `SELECT pg_catalog.set_config('postern.search_path', pg_catalog.current_setting('search_path'), true);`;
const backPath = `SELECT pg_catalog.set_config('search_path', pg_catalog.current_setting('postern.search_path'), true);`;

/** The statements that fail where a condition does not hold. */
export const assertions = (conditions: readonly Condition[], oneLine = false): readonly string[] =>
  conditions.map((condition) => `${plainSpelling(conditionCheck(condition), { oneLine })};`);

export interface SegmentText {
  readonly frame: Frame;
  /** What has to hold at the end. */
  readonly conditions?: readonly Condition[];
  /** No statement over more than one line, bodies of routines neither. */
  readonly oneLine?: boolean;
}

/**
 * A segment as lines of SQL with its guard rails: limits on waiting and running, and what has to hold at the end, in the same
 * transaction. A statement that refuses a transaction stands alone: a limit before it would put both into one.
 */
export function segmentLines(segment: Segment, { frame, conditions = [], oneLine = false }: SegmentText) {
  const body = [
    ...segment.statements.map((sql) => `${plainSpelling(sql, { oneLine })};`),
    ...assertions(conditions, oneLine),
  ];
  if (!segment.transactional) return frame === 'own' ? [path(''), ...limits(''), ...body] : body;
  const limited = [path('LOCAL '), ...limits('LOCAL '), ...body];
  if (frame === 'own') return ['BEGIN;', ...limited, 'COMMIT;'];
  // The tool writes its own records in the same transaction afterwards, under the path it expects.
  return frame === 'tool' ? [keepPath, ...limited, backPath] : limited;
}

/** Lines as a file. */
export const fileText = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
