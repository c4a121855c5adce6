import { controlStory } from '../../../testing/control-story.ts';
import { orphanRoleNoPrivileges } from './orphan-role-no-privileges.ts';

controlStory(orphanRoleNoPrivileges, {
  policy: { version: 1, roles: [{ role: 'planned', kind: 'readonly' }] },
  setup: `CREATE ROLE planned; CREATE ROLE standby LOGIN REPLICATION; CREATE ROLE owner_only; CREATE ROLE grantee; CREATE ROLE grouping; CREATE ROLE app LOGIN; GRANT grouping TO app;
    CREATE TABLE public.t (id int); ALTER TABLE public.t OWNER TO owner_only; GRANT SELECT (id) ON public.t TO grantee;
    CREATE ROLE publishing; CREATE PUBLICATION p FOR TABLE public.t; ALTER ROLE publishing SUPERUSER; ALTER PUBLICATION p OWNER TO publishing; ALTER ROLE publishing NOSUPERUSER;
    CREATE ROLE tenant; CREATE POLICY of_tenant ON public.t TO tenant USING (true);
    CREATE ROLE mapped; CREATE EXTENSION postgres_fdw; CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw; CREATE USER MAPPING FOR mapped SERVER far`,
  break: 'CREATE ROLE forgotten; CREATE ROLE gone LOGIN',
  fires: [
    { kind: 'role', role: 'forgotten' },
    { kind: 'role', role: 'gone' },
  ],
  neighbours: [
    'planned',
    'standby',
    'owner_only',
    'grantee',
    'grouping',
    'app',
    'publishing',
    'tenant',
    'mapped',
  ].map((role) => ({ role })),
  mendByHand: 'DROP ROLE forgotten, gone',
  unmendByHand: 'CREATE ROLE forgotten; CREATE ROLE gone LOGIN',
});
