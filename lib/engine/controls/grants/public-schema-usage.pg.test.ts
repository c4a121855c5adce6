import { controlStory } from '../../../testing/control-story.ts';
import { publicSchemaUsage } from './public-schema-usage.ts';

controlStory(publicSchemaUsage, {
  setup:
    'CREATE TABLE public.notes (id int); REVOKE USAGE ON SCHEMA public FROM PUBLIC; CREATE SCHEMA open; GRANT USAGE ON SCHEMA open TO PUBLIC',
  break: 'GRANT USAGE ON SCHEMA public TO PUBLIC',
  fires: [{ kind: 'schema', name: 'public', public: true }],
  neighbours: [{ name: 'open' }],
});
