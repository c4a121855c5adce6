import { controlStory } from '../../../testing/control-story.ts';
import { rlsForeignTable } from './rls-foreign-table.ts';

const table = (name: string) => `CREATE FOREIGN TABLE ${name} (id int, note text) SERVER archive;`;

controlStory(rlsForeignTable, {
  policy: {
    version: 1,
    tenancy: {
      model: 'row',
      column: 'tenant_id',
      setting: 'app.tenant_id',
      roles: ['app'],
      except: ['public.rates'],
    },
  },
  setup: `CREATE ROLE app LOGIN; CREATE ROLE loader; CREATE ROLE grp; GRANT grp TO app; CREATE FOREIGN DATA WRAPPER dummy; CREATE SERVER archive FOREIGN DATA WRAPPER dummy;
    ${table('kept')} ${table('rates')} GRANT SELECT ON rates TO app; ${table('loaded')} GRANT SELECT ON loaded TO loader;
    CREATE TABLE local (id int); GRANT SELECT ON local TO app; ${table('old')} ${table('older')}`,
  break: 'GRANT SELECT (note) ON old TO grp; GRANT SELECT ON older TO PUBLIC',
  fires: [
    { kind: 'foreign-table', name: 'old' },
    { kind: 'foreign-table', name: 'older' },
  ],
  neighbours: [{ name: 'kept' }, { name: 'rates' }, { name: 'loaded' }, { name: 'local' }],
});
