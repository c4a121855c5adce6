import { expect, test } from 'vitest';
import { answerOption } from './answer-option.ts';
import { asked, doing, given, optional, stating } from './open-decision.ts';

const secret = stating(
  'Rotate monthly',
  '',
  { secrets: [{ credential: 'app', owner: 'platform team', rotateEveryDays: 30 }] },
  [
    asked('Owner', ['secrets', 0, 'owner']),
    given('Days', ['secrets', 0, 'rotateEveryDays'], 'number'),
    optional('How', ['secrets', 0, 'method']),
  ],
);

test('an example is nobody’s answer; what the option means stands until it is corrected', () => {
  expect(answerOption(secret, {})).toEqual({
    problems: [{ field: 'secrets.0.owner', message: 'Fill this in.' }],
  });
  expect(answerOption(secret, { 'secrets.0.owner': ' dba team ', 'secrets.0.method': '' })).toEqual({
    part: { secrets: [{ credential: 'app', owner: 'dba team', rotateEveryDays: 30 }] },
  });
  expect(secret.states?.secrets?.[0]?.owner).toBe('platform team');
});

test.each(['', 'soon', '-1', '1.5', '0', '99999999999'])('%j is no number of days', (days) => {
  const answer = answerOption(secret, { 'secrets.0.owner': 'x', 'secrets.0.rotateEveryDays': days });
  expect(answer).toMatchObject({ problems: [{ field: 'secrets.0.rotateEveryDays' }] });
});

test('lists are a line each; one that means something may be empty, one that must be said may not', () => {
  const column = { database: 'd', schema: 's', table: 't', column: 'c', class: 'pii' };
  const field = ['classification', 0, 'readers'] as const;
  const states = { classification: [{ ...column, readers: ['example'] }] };
  const readers = (make: typeof asked, said: string) =>
    answerOption(stating('', '', states, [make('Readers', field, 'list')]), {
      'classification.0.readers': said,
    });
  expect(readers(given, '')).toEqual({ part: { classification: [{ ...column, readers: [] }] } });
  expect(readers(given, 'a, b\n  c \n')).toMatchObject({
    part: { classification: [{ readers: ['a, b', 'c'] }] },
  });
  expect(readers(optional, ' \n')).toEqual({ part: { classification: [column] } });
  expect(readers(asked, '')).toHaveProperty('problems');
});

test('choices are closed, and what the schema refuses is refused here', () => {
  const option = stating('', '', { connections: { minimumTls: 'TLSv1.2' } }, [
    given('TLS', ['connections', 'minimumTls'], 'choice', ['TLSv1.2', 'TLSv1.3']),
  ]);
  expect(answerOption(option, { 'connections.minimumTls': 'SSLv3' })).toHaveProperty('problems');
  expect(answerOption(option, { 'connections.minimumTls': 'TLSv1.3' })).toEqual({
    part: { connections: { minimumTls: 'TLSv1.3' } },
  });
  const day = stating(
    '',
    '',
    { exceptions: [{ control: 'c', reason: 'r', approvedBy: 'a', expires: '2027-01-01' }] },
    [asked('Until', ['exceptions', 0, 'expires'], 'day')],
  );
  expect(answerOption(day, { 'exceptions.0.expires': 'next year' })).toHaveProperty('problems');
});

test('what is carried out elsewhere says nothing to the policy, and names of the prototype are no answers', () => {
  expect(answerOption(doing('Mend it', ''), {})).toEqual({ part: null });
  expect(answerOption(secret, Object.create({ 'secrets.0.owner': 'x' }))).toHaveProperty('problems');
});
