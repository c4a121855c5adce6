import { expect, test } from 'vitest';
import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { settingRow } from '../../../testing/setting-row.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { fixtureFacts } from '../../analysis/access-fixture.ts';
import { preloadLibrariesInventory } from './preload-libraries-inventory.ts';

controlStory(preloadLibrariesInventory, {
  policy: { version: 1, software: { libraries: ['pg_stat_statements'] } },
  settings: { shared_preload_libraries: 'pg_stat_statements' },
  break: alterSystem('session_preload_libraries', 'auto_explain'),
  fires: [{ kind: 'setting', name: 'session_preload_libraries' }],
  neighbours: [{ kind: 'setting', name: 'shared_preload_libraries' }],
});

// A role's own list outranks the server's, and no ALTER SYSTEM undoes it.
controlStory(preloadLibrariesInventory, {
  majors: [17],
  policy: { version: 1, software: { libraries: ['pg_stat_statements'] } },
  setup: 'CREATE ROLE app LOGIN; CREATE ROLE other LOGIN',
  break: "ALTER ROLE app IN DATABASE shop SET session_preload_libraries = 'auto_explain'",
  fires: [{ kind: 'setting', name: 'session_preload_libraries', role: 'app', database: 'shop' }],
  neighbours: [{ role: 'other' }],
});

const hideable = ['session_preload_libraries', 'dynamic_library_path', 'extension_control_path'] as const;
test.each(hideable)('where %s hides behind the scan role’s own it is unknown, never approved', (name) => {
  const hidden = { value: null, source: 'user' } as const;
  const facts = fixtureFacts({
    cluster: {
      'protected-settings': [settingRow('shared_preload_libraries', ''), settingRow(name, '', hidden)],
      'role-settings': [],
    },
  });
  const policy = { version: 1 as const, software: { libraries: [] } };
  expect(verdictOf(preloadLibrariesInventory, facts, policy).status).toBe('unknown');
});
