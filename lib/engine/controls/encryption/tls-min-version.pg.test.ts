import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { tlsMinVersion } from './tls-min-version.ts';

const fires = [{ kind: 'setting', name: 'ssl_min_protocol_version' }] as const;

controlStory(tlsMinVersion, { break: alterSystem('ssl_min_protocol_version', 'TLSv1'), fires });

// The policy asks for more than the default, and a ceiling stands in the way.
controlStory(tlsMinVersion, {
  majors: [16],
  policy: { version: 1, connections: { minimumTls: 'TLSv1.3' } },
  setup: alterSystem('ssl_min_protocol_version', 'TLSv1.3'),
  break: async (cluster) => {
    await alterSystem('ssl_min_protocol_version', 'TLSv1')(cluster);
    await alterSystem('ssl_max_protocol_version', 'TLSv1.2')(cluster);
  },
  fires,
});
