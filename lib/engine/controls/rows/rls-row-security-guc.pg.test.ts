import { controlStory } from '../../../testing/control-story.ts';
import { rlsRowSecurityGuc } from './rls-row-security-guc.ts';

controlStory(rlsRowSecurityGuc, {
  setup: 'CREATE ROLE dumper; ALTER ROLE dumper SET row_security = off',
  break: async (cluster) => {
    await cluster.sql('ALTER SYSTEM SET row_security = off');
    await cluster.reload();
  },
  fires: [{ kind: 'setting', name: 'row_security' }],
  neighbours: [{ role: 'dumper' }],
});
