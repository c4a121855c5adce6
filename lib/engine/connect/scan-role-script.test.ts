import { expect, test } from 'vitest';
import { scanRoleScript } from './scan-role-script.ts';

const base = {
  versionNum: 160_014,
  substrate: 'self-managed',
  databases: ['a', 'b'],
  roleName: 'postern_scan',
} as const;

test('what changed between majors', () => {
  const [old, current] = [scanRoleScript({ ...base, versionNum: 140_023 }), scanRoleScript(base)];
  expect(old.text).not.toContain('SET FALSE');
  expect(old.text).not.toContain('pg_ident_file_mappings');
  expect(current.text).toContain('GRANT pg_read_all_stats TO "postern_scan" WITH INHERIT TRUE, SET FALSE;');
  expect(current.text).toContain(
    'GRANT EXECUTE ON FUNCTION pg_catalog.pg_ident_file_mappings() TO "postern_scan";',
  );
  for (const { text } of [old, current]) expect(text).not.toMatch(/pg_monitor|pg_read_all_data|pg_authid TO/);
  expect(current.parts.filter((part) => part.optional).map((part) => part.database)).toEqual(['a']);
});

test('on a managed service nothing that must work touches pg_catalog', () => {
  for (const substrate of ['rds', 'aurora', 'cloud-sql', 'azure'] as const) {
    const { parts, text } = scanRoleScript({ ...base, substrate });
    expect(
      parts
        .filter((part) => !part.optional)
        .map((part) => part.sql)
        .join(),
    ).not.toContain('ON pg_catalog.');
    expect(text).not.toContain('SECURITY DEFINER');
    expect(text).toContain('Managed service');
  }
});

test('names that break quoting, comments and psql commands', () => {
  const hostile = 'x"\n\\! touch /tmp/owned\r--';
  const { text } = scanRoleScript({ ...base, databases: [hostile], roleName: 'r"; DROP ROLE x; --' });
  const lines = text.split(/[\n\r]/);
  // The name stands on lines of its own only inside a quoted identifier, which the line before leaves open.
  expect(lines.filter((line) => line.startsWith('--')).join()).not.toContain('\\!touch');
  expect(lines.filter((line) => line.startsWith('\\connect'))).toHaveLength(3);
  expect(text).toContain(
    '\\connect -reuse-previous=on postgresql:///x%22%0A%5C%21%20touch%20%2Ftmp%2Fowned%0D--\n',
  );
  expect(text).toContain('CREATE ROLE "r""; DROP ROLE x; --" LOGIN');
});
