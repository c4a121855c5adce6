import { controlStory } from '../../../testing/control-story.ts';
import { extensionInventory } from './extension-inventory.ts';

controlStory(extensionInventory, {
  policy: { version: 1, software: { extensions: ['pgcrypto'] } },
  setup: 'CREATE EXTENSION pgcrypto',
  break: 'CREATE EXTENSION pg_stat_statements',
  fires: [{ kind: 'extension', name: 'pg_stat_statements' }],
  neighbours: [
    { kind: 'extension', name: 'pgcrypto' },
    { kind: 'extension', name: 'plpgsql' },
  ],
  mendByHand: 'DROP EXTENSION pg_stat_statements',
  unmendByHand: 'CREATE EXTENSION pg_stat_statements',
});
