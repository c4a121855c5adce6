import { controlStory } from '../../../testing/control-story.ts';
import { largeObjectAcl } from './large-object-acl.ts';

const compat = { kind: 'setting', name: 'lo_compat_privileges' } as const;

controlStory(largeObjectAcl, {
  policy: { version: 1, roles: [{ role: 'dba', kind: 'admin' }] },
  setup:
    'CREATE ROLE app LOGIN; CREATE ROLE dba; SELECT lo_create(4711); SELECT lo_create(4712); GRANT SELECT ON LARGE OBJECT 4712 TO dba',
  break: 'GRANT SELECT ON LARGE OBJECT 4711 TO PUBLIC; GRANT UPDATE ON LARGE OBJECT 4712 TO app',
  fires: [
    { kind: 'large-object', name: '4711', public: true },
    { kind: 'large-object', name: '4712', role: 'app' },
  ],
  neighbours: [{ role: 'dba' }, compat],
});
