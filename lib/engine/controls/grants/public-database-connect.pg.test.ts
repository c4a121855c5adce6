import { expect } from 'vitest';
import { controlStory } from '../../../testing/control-story.ts';
import { publicDatabaseConnect } from './public-database-connect.ts';

controlStory(publicDatabaseConnect, {
  policy: {
    version: 1,
    roles: [
      { role: 'app_service', kind: 'application', databases: ['shop'] },
      { role: 'reporting', kind: 'readonly', databases: ['other'] },
      { role: 'not there', kind: 'person' },
      // A subscription connects like anybody; a standby does not ask.
      { role: 'subscriber', kind: 'replication', databases: ['shop'] },
      { role: 'standby', kind: 'replication' },
    ],
  },
  async setup(cluster) {
    await cluster.sql(`REVOKE CONNECT ON DATABASE shop, postgres FROM PUBLIC; CREATE ROLE app_service LOGIN; CREATE ROLE reporting LOGIN;
    CREATE ROLE subscriber LOGIN REPLICATION; CREATE ROLE standby LOGIN REPLICATION;`);
    await cluster.sql('CREATE DATABASE form IS_TEMPLATE true');
    await cluster.sql('REVOKE CONNECT ON DATABASE form FROM PUBLIC');
  },
  break: 'GRANT CONNECT ON DATABASE shop TO PUBLIC; GRANT CONNECT ON DATABASE form TO PUBLIC',
  fires: [
    { kind: 'database', name: 'shop', public: true },
    { kind: 'database', name: 'form', public: true },
  ],
  neighbours: [{ name: 'postgres' }, { name: 'template1' }],
  async mended(cluster) {
    const rows = await cluster.sql(
      `SELECT rolname, has_database_privilege(oid, 'shop', 'CONNECT') AS may FROM pg_roles WHERE rolname IN ('app_service', 'subscriber', 'standby') ORDER BY 1`,
    );
    expect(rows).toEqual([
      { rolname: 'app_service', may: true },
      { rolname: 'standby', may: false },
      { rolname: 'subscriber', may: true },
    ]);
  },
});
