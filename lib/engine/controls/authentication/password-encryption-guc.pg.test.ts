import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { passwordEncryptionGuc } from './password-encryption-guc.ts';

const fires = [{ kind: 'setting', name: 'password_encryption' }] as const;

controlStory(passwordEncryptionGuc, {
  break: alterSystem('password_encryption', 'md5'),
  fires,
});

controlStory(passwordEncryptionGuc, {
  majors: [17],
  setup: 'CREATE ROLE app LOGIN',
  break:
    'ALTER ROLE app SET password_encryption = md5; ALTER ROLE app IN DATABASE shop SET password_encryption = md5',
  fires,
});

// A verifier of one iteration is SCRAM by name, and as quick to guess from as an md5 hash.
controlStory(passwordEncryptionGuc, {
  majors: [16, 18],
  setup: 'CREATE ROLE app LOGIN',
  break: async (cluster) => {
    await alterSystem('scram_iterations', '1')(cluster);
    await cluster.sql('ALTER ROLE app SET scram_iterations = 100');
  },
  fires: [{ kind: 'setting', name: 'scram_iterations' }],
});
