import { controlStory } from '../../../testing/control-story.ts';
import { retentionColumnUsable } from './retention-column-usable.ts';

const kept = (table: string, column = 'at') => ({
  database: 'shop',
  schema: 'app',
  table,
  column,
  days: 90,
});

controlStory(retentionColumnUsable, {
  policy: { version: 1, retention: ['access_log', 'words', 'empty', 'by_day'].map((table) => kept(table)) },
  setup: `CREATE SCHEMA app;
    CREATE TABLE app.access_log (id int, at timestamptz NOT NULL);
    CREATE TABLE app.words (id int, at timestamp(3) NOT NULL);
    CREATE TABLE app.empty (id int, at timestamp NOT NULL);
    CREATE TABLE app.by_day (id int, at date NOT NULL);
    CREATE TABLE app.unstated (id int, at text)`,
  break: `ALTER TABLE app.access_log RENAME COLUMN at TO happened;
    ALTER TABLE app.words ALTER COLUMN at TYPE text;
    ALTER TABLE app.empty ALTER COLUMN at DROP NOT NULL`,
  fires: [
    { kind: 'table', name: 'access_log' },
    { kind: 'table', name: 'words' },
    { kind: 'table', name: 'empty' },
  ],
  neighbours: [
    { kind: 'table', name: 'by_day' },
    { kind: 'table', name: 'unstated' },
  ],
  mendByHand: `ALTER TABLE app.access_log RENAME COLUMN happened TO at;
    ALTER TABLE app.words ALTER COLUMN at TYPE timestamp USING NULL;
    ALTER TABLE app.empty ALTER COLUMN at SET NOT NULL`,
  unmendByHand: `ALTER TABLE app.access_log RENAME COLUMN at TO happened;
    ALTER TABLE app.words ALTER COLUMN at TYPE text;
    ALTER TABLE app.empty ALTER COLUMN at DROP NOT NULL`,
});
