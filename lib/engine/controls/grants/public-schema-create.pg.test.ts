import { controlStory } from '../../../testing/control-story.ts';
import { publicSchemaCreate } from './public-schema-create.ts';

controlStory(publicSchemaCreate, {
  majors: [14, 15, 18],
  // 14 gives it to everybody on schema public; a role that is merely called PUBLIC is a role.
  setup: async (cluster) => {
    for (const database of ['shop', 'postgres'])
      await cluster.sql('REVOKE CREATE ON SCHEMA public FROM PUBLIC', database);
    await cluster.sql(
      'CREATE ROLE "PUBLIC"; CREATE SCHEMA app; GRANT CREATE ON SCHEMA app TO "PUBLIC"; GRANT USAGE ON SCHEMA app TO PUBLIC',
      'shop',
    );
  },
  break:
    'GRANT CREATE ON SCHEMA public TO PUBLIC; CREATE SCHEMA "a""b c"; GRANT ALL ON SCHEMA "a""b c" TO PUBLIC',
  fires: [
    { kind: 'schema', database: 'shop', name: 'public' },
    { kind: 'schema', database: 'shop', name: 'a"b c' },
  ],
  neighbours: [{ name: 'app' }, { name: 'pg_catalog' }, { database: 'postgres' }],
});
