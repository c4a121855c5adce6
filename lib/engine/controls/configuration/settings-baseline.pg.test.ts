import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { settingsBaseline } from './settings-baseline.ts';

const policy = {
  version: 1 as const,
  settings: [
    { parameter: 'work_mem', value: '4MB' },
    { parameter: 'Log_Autovacuum_Min_Duration', value: '10min' },
    { parameter: 'max_connections', value: '100' },
    { parameter: 'log_filename', value: 'a-%H.log' },
    { parameter: 'enable_seqscan', value: 'on' },
  ],
};

controlStory(settingsBaseline, {
  policy,
  setup: async (cluster) => {
    await alterSystem('log_autovacuum_min_duration', '600s')(cluster);
    await alterSystem('log_filename', 'a-%H.log')(cluster);
    await alterSystem('max_connections', '100', 'restart')(cluster);
    await cluster.sql('CREATE ROLE app LOGIN', 'shop');
  },
  break: async (cluster) => {
    await alterSystem('log_filename', 'b-%H.log')(cluster);
    await alterSystem('log_autovacuum_min_duration', '11min')(cluster);
    await cluster.sql("ALTER ROLE app SET work_mem = '64MB'", 'shop');
  },
  fires: [
    { kind: 'setting', name: 'work_mem' },
    { kind: 'setting', name: 'log_autovacuum_min_duration' },
    { kind: 'setting', name: 'log_filename' },
  ],
  neighbours: [
    { kind: 'setting', name: 'max_connections' },
    { kind: 'setting', name: 'enable_seqscan' },
  ],
});
