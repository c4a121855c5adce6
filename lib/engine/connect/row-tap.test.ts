import { expect, test } from 'vitest';
import { RowTap } from './row-tap.ts';
import { TextCache } from './text-cache.ts';

const types = [25, 16, 23, 1009, 20];

function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

function row(...cells: readonly (string | null)[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeUInt16BE(cells.length);
  const parts = cells.flatMap((cell) => {
    const bytes = Buffer.from(cell ?? '');
    const length = Buffer.alloc(4);
    length.writeInt32BE(cell === null ? -1 : bytes.length);
    return [length, bytes];
  });
  return message('D', Buffer.concat([count, ...parts]));
}

const description = message('T', Buffer.from('described'));
const complete = message('C', Buffer.from('SELECT 1\0'));
const ready = message('Z', Buffer.from('T'));
const long = 'ä'.repeat(100);
const first = [
  row('a"b\n', 't', '-7', '{x,NULL}', '4294967295'),
  row('', 'f', '0', '{}', '9007199254740993'),
  row(null, null, null, null, null),
  row(long, 't', '12', '{"a,b"}', '1'),
];
const wanted = [
  ['a"b\n', true, -7, ['x', null], 4_294_967_295],
  ['', false, 0, [], Number('9007199254740993')],
  [null, null, null, null, null],
  [long, true, 12, ['a,b'], 1],
];

/** Two answers: the rows of the first are taken, those of the second left to the parser. */
function tapping() {
  const taken: unknown[] = [];
  const parsed: Buffer[] = [];
  let answers = 0;
  const tap: RowTap = new RowTap(
    (messages) => {
      parsed.push(Buffer.from(messages));
      if (messages.includes('described')) tap.describe(types);
      if (messages.includes(ready)) answers += 1;
    },
    () => (answers === 0 ? (cells) => taken.push(cells) : null),
  );
  return { tap, taken, parsed: () => Buffer.concat(parsed) };
}

const stream = Buffer.concat([
  description,
  ...first,
  complete,
  ready,
  description,
  ...first,
  complete,
  ready,
]);
const rest = Buffer.concat([description, complete, ready, description, ...first, complete, ready]);

test.each([1, 2, 3, 5, 7, 64, 1000, stream.length])('in pieces of %i bytes the rows are the same', (size) => {
  const { tap, taken, parsed } = tapping();
  for (let at = 0; at < stream.length; at += size) tap.receive(stream.subarray(at, at + size));
  expect(taken).toEqual(wanted);
  expect(parsed().equals(rest)).toBe(true);
});

test.each([
  ['fewer cells than described', row('a')],
  ['a cell longer than its row', message('D', Buffer.from([0, 5, 0, 0, 0, 9, 0x61]))],
  ['a cell of negative length', message('D', Buffer.from([0, 5, 255, 255, 255, 254]))],
  ['no room for a length', message('D', Buffer.from([0, 5, 0]))],
  ['nothing at all', message('D', Buffer.alloc(0))],
  [
    'more than its cells',
    message('D', Buffer.concat([row(null, null, null, null, null).subarray(5), ready])),
  ],
  ['an array that is none', row('a', 't', '1', '{', '1')],
  ['a message that says it is shorter than its own length', Buffer.from([0x44, 0, 0, 0, 3, 0])],
])('%s is refused', (_what, bytes) => {
  const { tap, taken } = tapping();
  tap.receive(description);
  expect(() => tap.receive(bytes)).toThrow();
  expect(taken).toEqual([]);
});

test('texts are told apart whatever place they fall on, and damaged bytes are as visible as ever', () => {
  const cache = new TextCache();
  const texts = Array.from({ length: 40_000 }, (_, at) => `name ${at}`);
  for (const text of [...texts, ...texts, 'ß😀', 'x'.repeat(64), 'x'.repeat(65), '']) {
    const bytes = Buffer.from(`..${text}..`);
    expect(cache.read(bytes, 2, bytes.length - 2) === text).toBe(true);
  }
  expect(cache.read(Buffer.from([0x61, 0xff, 0x62]), 0, 3)).toBe('a\ufffdb');
  expect(cache.read(Buffer.from('aaa'), 0, 1)).toBe('a');
  expect(cache.read(Buffer.from('aaa'), 0, 2)).toBe('aa');
});
