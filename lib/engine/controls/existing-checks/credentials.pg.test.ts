import { alterSystem } from '../../../testing/alter-system.ts';
import type { TestCluster } from '../../../testing/cluster.ts';
import { existingCheckCases } from '../../../testing/existing-check-cases.ts';
import type { Policy } from '../../policy/policy.ts';

const local = 'local all all trust\nhost all all 127.0.0.1/32 trust\n';
const rule = (text: string) => (cluster: TestCluster) => cluster.setHba(`${local}${text}\n`);
const undo = rule('');
const rotates = (days: number): Policy => ({
  version: 1,
  secrets: [{ credential: 'app_service', rotateEveryDays: days }],
});

existingCheckCases({ major: 17, hba: local }, [
  ...['admin', 'test', 'app'].map((name) => ({
    key: 'username-common',
    says: name,
    setup: rule('host all all 10.0.0.0/8 scram-sha-256'),
    bad: `CREATE ROLE ${name} LOGIN`,
    undo: `DROP ROLE ${name}`,
    control: 'username-common' as const,
    object: { kind: 'role', role: name } as const,
  })),
  {
    key: 'username-common',
    says: 'postgres',
    setup: undo,
    bad: rule('host all postgres 10.0.0.0/8 scram-sha-256'),
    undo,
    control: 'hba-superuser-remote',
    object: { kind: 'hba-rule' },
  },
  {
    key: 'auth-delay',
    says: 'passwords over the network, and no module that slows guessing',
    bad: rule('host all all 10.0.0.0/8 scram-sha-256'),
    undo,
    control: 'auth-delay',
    object: { kind: 'setting', name: 'auth_delay.milliseconds' },
  },
  {
    key: 'password-complexity-library',
    says: 'passwords over the network, and no module that looks at them',
    bad: rule('host all all 10.0.0.0/8 scram-sha-256'),
    undo,
    control: 'password-complexity-library',
    object: { kind: 'setting', name: 'shared_preload_libraries' },
  },
  ...['0.0.0.0/0', '::/0', 'all'].map((address) => ({
    key: 'cloud-public-endpoint',
    says: `a rule for ${address}`,
    bad: rule(`host all all ${address} scram-sha-256`),
    undo,
    control: 'hba-any-address' as const,
    object: { kind: 'hba-rule' } as const,
  })),
  {
    key: 'role-valid-until',
    says: 'a password without an end',
    policy: rotates(30),
    bad: "CREATE ROLE app_service LOGIN PASSWORD 'x'",
    undo: 'DROP ROLE app_service',
    control: 'role-valid-until',
    object: { kind: 'role', role: 'app_service' },
  },
  {
    key: 'role-valid-until',
    says: 'a password that ends later than the policy wants',
    policy: rotates(30),
    bad: `CREATE ROLE app_service LOGIN PASSWORD 'x'; DO $$ BEGIN EXECUTE format('ALTER ROLE app_service VALID UNTIL %L', now() + interval '60 days'); END $$`,
    undo: 'DROP ROLE app_service',
    control: 'role-valid-until',
    object: { kind: 'role', role: 'app_service' },
  },
  {
    key: 'password-common-or-leaked',
    says: 'a password kept as an md5 hash, which lists are made for',
    bad: "SET password_encryption = 'md5'; CREATE ROLE old_service LOGIN PASSWORD 'postgres'",
    undo: 'DROP ROLE old_service',
    control: 'stored-password-not-scram',
    object: { kind: 'role', role: 'old_service' },
  },
  {
    key: 'password-encryption-guc',
    says: 'md5 for everybody',
    bad: alterSystem('password_encryption', 'md5'),
    undo: alterSystem('password_encryption', null),
    control: 'password-encryption-guc',
    object: { kind: 'setting', name: 'password_encryption' },
  },
  {
    key: 'anonymization-extension',
    database: 'classified',
    says: 'a classified column that everybody reads',
    policy: {
      version: 1,
      classification: [
        {
          database: 'classified',
          schema: 'public',
          table: 'people',
          column: 'ssn',
          class: 'regulated',
          readers: [],
        },
      ],
    },
    setup: 'CREATE ROLE clerk LOGIN; CREATE TABLE people (id int, ssn text)',
    bad: 'GRANT SELECT (ssn) ON people TO PUBLIC',
    undo: 'DROP ROLE clerk',
    control: 'pii-column-broad-access',
    object: { kind: 'column', name: 'people', column: 'ssn', public: true },
  },
]);
