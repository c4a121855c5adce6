import { connect } from 'node:net';
import { floorQueries } from './floor-queries.ts';

export interface Place {
  readonly socketDirectory: string;
  readonly port: number;
}

export interface FloorReading {
  readonly rows: number;
  readonly bytes: number;
}

function message(type: string, body: string): Buffer {
  const text = Buffer.from(body);
  const head = Buffer.alloc(type.length + 4);
  head.write(type, 'latin1');
  head.writeUInt32BE(text.length + 4, type.length);
  return Buffer.concat([head, text]);
}

/** Protocol 3.0, `\0`-separated; trust authentication only. */
const startup = (user: string, database: string): Buffer => {
  const body = Buffer.from(`\0\x03\0\0user\0${user}\0database\0${database}\0\0`, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
};

/**
 * Reads every floor query by `COPY (…) TO STDOUT` in one snapshot and throws the rows away: speaks the protocol itself,
 * because any driver's work on the rows would raise the floor.
 */
export function readFloor(place: Place): Promise<FloorReading> {
  const statements = [
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    'SET LOCAL max_parallel_workers_per_gather = 0',
    'SET LOCAL jit = off',
    ...floorQueries.map((query) => `COPY (${query}) TO STDOUT`),
    'ROLLBACK',
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(`${place.socketDirectory}/.s.PGSQL.${place.port}`);
    let waiting = Buffer.alloc(0);
    let rows = 0;
    let bytes = 0;
    let asked = false;
    const finish = () => {
      socket.end(message('X', ''));
      socket.once('close', () => resolve({ rows, bytes }));
    };
    socket.once('error', reject);
    socket.once('connect', () => socket.write(startup('postgres', 'postgres')));
    socket.on('data', (chunk) => {
      const buffer = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      let at = 0;
      while (at + 5 <= buffer.length) {
        const length = buffer.readUInt32BE(at + 1);
        if (at + 1 + length > buffer.length) break;
        const type = buffer[at];
        if (type === 0x64) {
          rows += 1;
          bytes += length - 4;
        } else if (type === 0x45) {
          socket.destroy();
          reject(new Error(`the floor query failed: ${buffer.toString('utf8', at + 5, at + 1 + length)}`));
          return;
        } else if (type === 0x5a) {
          if (asked) finish();
          else socket.write(message('Q', `${statements.join('; ')}\0`));
          asked = true;
        }
        at += 1 + length;
      }
      waiting = buffer.subarray(at);
    });
  });
}
