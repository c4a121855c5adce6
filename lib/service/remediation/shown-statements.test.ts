import { expect, test } from 'vitest';
import { shownStatements } from './shown-statements.ts';

const one = { role: 'app', query: 'SELECT id FROM s.t WHERE note = $1', calls: 1200, certain: true };
const at = '2026-11-21T17:30:12.000Z';
const rehearsed = (statements: Parameters<typeof shownStatements>[0][number]['statements']) =>
  shownStatements([{ at, statements }]);

test('not asked yet is unknown, with what asks it', () => {
  expect(shownStatements([])).toEqual({
    statements: { unknown: 'pg_stat_statements is asked when it is rehearsed' },
    statementNotes: [],
  });
  expect(rehearsed(null).statements.unknown).toContain('when it is rehearsed');
});

test('an empty list is none only where nothing was left open', () => {
  const empty = { seen: [], total: 0, notes: [] };
  expect(rehearsed({ ...empty, unknown: [] }).statements).toEqual({ known: [] });
  const why = 'shop: pg_stat_statements is not among shared_preload_libraries';
  expect(rehearsed({ ...empty, unknown: [why] }).statements).toEqual({ unknown: why });
});

test('what was seen, by whom, how often, how surely; what was left out beside it', () => {
  const shown = rehearsed({
    seen: [one, { ...one, role: 'etl', calls: 1, certain: false }],
    total: 5,
    unknown: ['crm: the scan role could not ask (the server did not answer in time)'],
    notes: [],
  });
  expect(shown.statements.known).toEqual([
    'app, 1,200 times: SELECT id FROM s.t WHERE note = $1',
    'etl, once, perhaps on another relation of that name: SELECT id FROM s.t WHERE note = $1',
  ]);
  expect(shown.statementNotes).toEqual([
    'As pg_stat_statements had it 2026-11-21 17:30 UTC',
    '3 more were seen, called less often',
    'Unknown in crm: the scan role could not ask (the server did not answer in time)',
  ]);
});
