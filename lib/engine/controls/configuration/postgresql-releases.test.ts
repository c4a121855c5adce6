import { expect, test } from 'vitest';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { fixtureFacts } from '../../analysis/access-fixture.ts';
import { factsOf } from '../../analysis/facts.ts';
import { releaseTable } from './postgresql-releases.ts';
import { versionMinorCurrent } from './version-minor-current.ts';
import { versionSupported } from './version-supported.ts';

const at = (versionNum: number, day: string) =>
  factsOf({ ...fixtureFacts({ versionNum }).inventory, collectedAt: `${day}T12:00:00Z` });

test('a major version is supported to the end of its last day', () => {
  expect(verdictOf(versionSupported, at(140025, '2026-11-12')).status).toBe('pass');
  expect(verdictOf(versionSupported, at(140025, '2026-11-13')).status).toBe('fail');
  expect(verdictOf(versionSupported, at(90624, '2026-11-13')).status).toBe('fail');
});

test('a major version the table does not know is unknown, not supported', () => {
  expect(verdictOf(versionSupported, at(250001, '2026-11-13')).status).toBe('unknown');
  expect(verdictOf(versionMinorCurrent, at(250001, '2026-11-13')).status).toBe('unknown');
});

test.each(releaseTable.majors)(
  'PostgreSQL $major: the newest minor passes, the one before fails',
  ({ major, newestMinor }) => {
    expect(verdictOf(versionMinorCurrent, at(major * 10000 + newestMinor, releaseTable.asOf)).status).toBe(
      'pass',
    );
    expect(
      verdictOf(versionMinorCurrent, at(major * 10000 + newestMinor + 1, releaseTable.asOf)).status,
    ).toBe('pass');
    const before = verdictOf(versionMinorCurrent, at(major * 10000 + newestMinor - 1, releaseTable.asOf));
    expect(before.findings.map((one) => one.object)).toEqual([{ kind: 'cluster' }]);
  },
);

test('a table that has grown old calls nothing current', () => {
  expect(verdictOf(versionMinorCurrent, at(180007, releaseTable.staleFrom)).status).toBe('unknown');
  expect(verdictOf(versionMinorCurrent, at(180001, releaseTable.staleFrom)).status).toBe('fail');
});

test('the table is in order, without a gap', () => {
  const majors = releaseTable.majors.map((one) => one.major);
  expect(majors).toEqual(majors.map((_, index) => (majors[0] ?? 0) + index));
  const ends = releaseTable.majors.map((one) => one.endOfLife);
  expect([...ends].sort()).toEqual(ends);
});
