import { controlStory } from '../../../testing/control-story.ts';
import { extensionInPublic } from './extension-in-public.ts';

controlStory(extensionInPublic, {
  setup: 'CREATE SCHEMA extensions; CREATE EXTENSION pgcrypto SCHEMA extensions',
  break: 'CREATE EXTENSION pg_stat_statements SCHEMA public',
  fires: [{ kind: 'extension', name: 'pg_stat_statements' }],
  neighbours: [{ name: 'pgcrypto' }, { name: 'plpgsql' }],
  mendByHand: 'ALTER EXTENSION pg_stat_statements SET SCHEMA extensions',
  unmendByHand: 'ALTER EXTENSION pg_stat_statements SET SCHEMA public',
});
