import { expect } from 'vitest';
import { controlStory } from '../../../testing/control-story.ts';
import { loginOverTcp } from '../../../testing/login-over-tcp.ts';
import { storedPasswordNotScram } from './stored-password-not-scram.ts';

const verifier =
  'SCRAM-SHA-256$4096:AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const hostile = 'ol\n\'d" \\! x';
const oldPassword = 'the old word';
const newPasswords = { old: 'Quokka horse, battery', [hostile]: "Wombat 'of' the \\second" };
const trusted = 'local all all trust\nhost all postgres 127.0.0.1/32 trust\n';
const rules = (method: string) => `${trusted}host all all 127.0.0.1/32 ${method}\n`;

/** A hash that comes ready-made is stored as it is, whatever password_encryption says. */
const weaken = `DO $$ BEGIN
    EXECUTE format('ALTER ROLE %I PASSWORD %L', 'old', 'md5' || md5('${oldPassword}' || 'old'));
    EXECUTE format('ALTER ROLE %I PASSWORD %L', E'ol\\n''d" \\\\! x', 'md5' || md5('${oldPassword}' || E'ol\\n''d" \\\\! x'));
  END $$`;

controlStory(storedPasswordNotScram, {
  majors: [14, 16, 18],
  // Everything a server can be told to log of a statement, from the start: the new passwords are in none of it.
  settings: { log_statement: 'all', log_min_duration_statement: '0', log_connections: 'on' },
  hba: rules('md5'),
  setup: `CREATE ROLE modern LOGIN PASSWORD '${verifier}'; CREATE ROLE bare LOGIN; CREATE ROLE old LOGIN;
    CREATE ROLE "ol\n'd"" \\! x" LOGIN`,
  break: async (cluster) => {
    await cluster.sql("SET password_encryption = 'scram-sha-256'");
    await cluster.sql(weaken);
    expect(await loginOverTcp(cluster, 'old', oldPassword)).toBeNull();
    expect(await loginOverTcp(cluster, hostile, oldPassword)).toBeNull();
    expect(await loginOverTcp(cluster, 'old', newPasswords.old)).toBe('28P01');
  },
  fires: [
    { kind: 'role', role: 'old' },
    { kind: 'role', role: hostile },
  ],
  neighbours: [{ role: 'modern' }, { role: 'bare' }],
  newPasswords,
  irreversible: true,
  mended: async (cluster) => {
    // A rule with the method md5 does SCRAM for whoever has a SCRAM verifier.
    for (const method of ['md5', 'scram-sha-256']) {
      await cluster.setHba(rules(method));
      for (const [role, password] of Object.entries(newPasswords)) {
        expect(await loginOverTcp(cluster, role, password)).toBeNull();
        expect(await loginOverTcp(cluster, role, oldPassword)).toBe('28P01');
      }
    }
    await cluster.setHba(rules('md5'));
    const log = cluster.log();
    expect(log).toContain('PASSWORD ');
    for (const password of Object.values(newPasswords)) expect(log).not.toContain(password.split(' ', 1)[0]);
  },
});

controlStory(storedPasswordNotScram, {
  majors: [16, 18],
  setup: "CREATE ROLE careful LOGIN PASSWORD 'a long word of a test'; CREATE ROLE quick LOGIN",
  break: "SET scram_iterations = 1; ALTER ROLE quick PASSWORD 'another word of a test'",
  fires: [{ kind: 'role', role: 'quick' }],
  neighbours: [{ role: 'careful' }],
  newPasswords: { quick: 'Quokka horse, battery' },
  irreversible: true,
});
