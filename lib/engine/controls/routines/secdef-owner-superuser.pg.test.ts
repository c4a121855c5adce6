import { controlStory } from '../../../testing/control-story.ts';
import { passwordKindsFunction } from '../../connect/scan-role-grants.ts';
import { secdefOwnerSuperuser } from './secdef-owner-superuser.ts';

controlStory(secdefOwnerSuperuser, {
  policy: {
    version: 1,
    roles: [
      { role: 'shop_owner', kind: 'owner' },
      { role: 'scan', kind: 'scanner' },
    ],
  },
  setup: `CREATE ROLE scan LOGIN; ${passwordKindsFunction('scan')} CREATE ROLE shop_owner; CREATE ROLE app; CREATE FUNCTION sound() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; ALTER FUNCTION sound OWNER TO shop_owner;
    CREATE FUNCTION private() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION private FROM PUBLIC;
    CREATE FUNCTION invoker() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  break: `CREATE ROLE etl BYPASSRLS; CREATE FUNCTION wide(text) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION wide FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION wide TO app;
    CREATE FUNCTION past() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; ALTER FUNCTION past OWNER TO etl`,
  fires: [
    { kind: 'function', name: 'wide' },
    { kind: 'function', name: 'past' },
  ],
  neighbours: [{ name: 'sound' }, { name: 'private' }, { name: 'invoker' }, { name: 'password_kinds' }],
});

// What only bears its name, and what is there for others too, is judged as any routine.
controlStory(secdefOwnerSuperuser, {
  majors: [18],
  policy: {
    version: 1,
    roles: [
      { role: 'shop_owner', kind: 'owner' },
      { role: 'scan', kind: 'scanner' },
    ],
  },
  setup: `CREATE ROLE shop_owner; CREATE ROLE scan LOGIN; CREATE ROLE app; ${passwordKindsFunction('scan')}`,
  break: 'GRANT EXECUTE ON FUNCTION postern.password_kinds() TO app',
  fires: [{ kind: 'function', name: 'password_kinds' }],
  mendByHand: 'REVOKE EXECUTE ON FUNCTION postern.password_kinds() FROM app',
  unmendByHand: 'GRANT EXECUTE ON FUNCTION postern.password_kinds() TO app',
});

// As poolers look passwords up: with another owner nobody could log in through them any more.
controlStory(secdefOwnerSuperuser, {
  majors: [18],
  policy: { version: 1, roles: [{ role: 'shop_owner', kind: 'owner' }] },
  setup: 'CREATE ROLE shop_owner; CREATE ROLE pooler',
  break: `CREATE FUNCTION lookup(name text) RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
      AS 'SELECT rolpassword FROM pg_authid WHERE rolname = name';
    REVOKE EXECUTE ON FUNCTION lookup FROM PUBLIC; GRANT EXECUTE ON FUNCTION lookup TO pooler`,
  fires: [{ kind: 'function', name: 'lookup' }],
  mendByHand: 'REVOKE EXECUTE ON FUNCTION lookup FROM pooler',
  unmendByHand: 'GRANT EXECUTE ON FUNCTION lookup TO pooler',
});
