import { expect, test } from 'vitest';
import type { AuthFileReader } from './auth-file-tokens.ts';
import { canonicalRule, renderHbaFile } from './canonical-rule.ts';
import { parseHbaFile } from './parse-hba-file.ts';

const lines = (text: string, major = 16, include?: AuthFileReader) => {
  const file = parseHbaFile(text, { major, ...(include ? { include } : {}) });
  return {
    rules: file.rules.map((rule) => `${rule.line}: ${canonicalRule(rule)}`),
    errors: file.errors.map(({ line, error }) => `${line}: ${error}`),
  };
};

test('quotes, comments, continuations and masks read as the server reads them', () => {
  const text = [
    '# comment \\',
    'host all all all trust (still the comment)',
    'host "all",db\\',
    '  "a b",+g,"+g" 10.1.2.3/8 md5 # end',
    'host all all 10.0.0.1 255.0.255.0 scram-sha-256',
    'hostssl all all ::1/128 "cert" map="m x"',
    'local a"l"l all ident',
    'host all all 127.1/16 trust',
  ].join('\n');
  expect(lines(text)).toEqual({
    rules: [
      '3: host "all",db "a b",+g,"+g" 10.0.0.0/8 md5',
      '5: host all all 10.0.0.0 255.0.255.0 scram-sha-256',
      '6: hostssl all all ::1/128 cert "map=m x"',
      '7: local all all peer',
      '8: host all all 127.0.0.0/16 trust',
    ],
    errors: [],
  });
});

test('one bad line is an error of its own and keeps its number', () => {
  expect(
    lines(
      'local all all trust\nhost all all 1.2.3.4 trust\nhost all all 1.2.3.4/33 trust\nlocal all all peer bad',
    ),
  ).toEqual({
    rules: ['1: local all all trust'],
    errors: [
      '2: invalid IP mask "trust"',
      '3: invalid CIDR mask in address "1.2.3.4/33"',
      '4: authentication option not in name=value format: bad',
    ],
  });
  expect(lines('# nothing\n').errors).toEqual(['1: the file contains no entries']);
});

test('methods and options belong to majors and to each other', () => {
  expect(lines('host all all all oauth issuer=x scope=y', 18).errors).toEqual([]);
  expect(lines('host all all all oauth issuer=x scope=y', 17).errors).toEqual([
    '1: invalid authentication method "oauth"',
  ]);
  expect(lines('host all all all scram-sha-256 clientcert=verify-full').errors).toHaveLength(1);
  expect(lines('hostssl all all all cert clientcert=verify-ca').errors).toHaveLength(1);
  expect(lines('host all all all ldap ldapserver=x').errors).toHaveLength(1);
});

test('includes are followed from 16 on, in the order of the bytes of their names', () => {
  const files: Record<string, string> = {
    'more.hba': 'local x x trust\ninclude_dir parts',
    'parts/10.conf': 'local ten @names trust',
    'parts/9.conf': 'local nine x trust',
    'parts/names': 'a, b\n"c d"',
  };
  const include: AuthFileReader = {
    read: (file) => files[file] ?? { failed: 'missing' },
    list: (directory) =>
      directory === 'parts' ? ['9.conf', 'note', '10.conf', '.hidden.conf'] : { failed: 'missing' },
  };
  const text = 'include more.hba\ninclude_if_exists nowhere\nlocal all all reject';
  expect(lines(text, 16, include).rules).toEqual([
    '1: local x x trust',
    '1: local ten a,b,"c d" trust',
    '1: local nine x trust',
    '3: local all all reject',
  ]);
  expect(lines(text, 15, include).errors).toHaveLength(2);
  expect(parseHbaFile('include a\n', { major: 16 }).errors).toMatchObject([{ unread: true }]);
  const loop: AuthFileReader = { read: () => 'include again', list: () => [] };
  expect(lines('include again', 16, loop).errors[0]).toContain('maximum nesting depth exceeded');
});

test('a rendered file reads back as the same rules', () => {
  const text =
    'host "all","+x",+y,"a""b","/r,e",@"" "x y" all trust\nhostssl all /re samenet radius radiusservers="a,b" radiussecrets="s,t"\nlocal "end\\" all trust\n';
  const first = parseHbaFile(text, { major: 16 });
  expect(first.errors).toEqual([]);
  const again = parseHbaFile(renderHbaFile(first), { major: 16 });
  expect(again.rules.map((rule) => ({ ...rule, line: 0 }))).toMatchObject(
    first.rules.map(({ databases, users, options, method }) => ({
      databases: databases.map(({ text: name }) => ({ text: name })),
      users: users.map(({ text: name }) => ({ text: name })),
      options,
      method,
    })),
  );
  expect(renderHbaFile(again)).toBe(renderHbaFile(first));
  expect(first.rules.map((rule) => canonicalRule(rule)).join('\n')).not.toContain('s,t');
});
