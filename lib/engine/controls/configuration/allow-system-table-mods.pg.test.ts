import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { allowSystemTableMods } from './allow-system-table-mods.ts';

controlStory(allowSystemTableMods, {
  setup: 'CREATE ROLE app LOGIN SUPERUSER',
  break: async (cluster) => {
    await alterSystem('allow_system_table_mods', 'on')(cluster);
    await alterSystem('fsync', 'off')(cluster);
    await cluster.sql('ALTER ROLE app SET zero_damaged_pages = true');
  },
  fires: [
    { kind: 'setting', name: 'allow_system_table_mods' },
    { kind: 'setting', name: 'fsync' },
    { kind: 'setting', name: 'zero_damaged_pages' },
  ],
  neighbours: [{ name: 'full_page_writes' }, { name: 'ignore_checksum_failure' }],
});
