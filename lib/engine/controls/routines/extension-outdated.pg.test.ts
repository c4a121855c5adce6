import { controlStory } from '../../../testing/control-story.ts';
import { extensionOutdated } from './extension-outdated.ts';

controlStory(extensionOutdated, {
  setup: 'CREATE EXTENSION pgcrypto',
  break: "CREATE EXTENSION pg_stat_statements VERSION '1.8'",
  fires: [{ kind: 'extension', database: 'shop', name: 'pg_stat_statements' }],
  neighbours: [{ name: 'pgcrypto' }, { name: 'plpgsql' }],
  irreversible: true,
});
