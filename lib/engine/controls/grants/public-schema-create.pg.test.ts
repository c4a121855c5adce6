import { controlStory } from '../../../testing/control-story.ts';
import { publicSchemaCreate } from './public-schema-create.ts';

controlStory(publicSchemaCreate, {
  majors: [14, 15, 16, 17, 18],
  setup: 'REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE SCHEMA sound',
  break: 'GRANT CREATE ON SCHEMA public TO PUBLIC',
  fires: [{ kind: 'schema', name: 'public' }],
  neighbours: [{ name: 'sound' }],
  cleanStatus: null,
});
