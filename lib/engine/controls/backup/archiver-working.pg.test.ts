import { alterSystem } from '../../../testing/alter-system.ts';
import type { TestCluster } from '../../../testing/cluster.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { archiverWorking } from './archiver-working.ts';

/** Finishes a WAL segment and waits for what the archiver makes of it. */
const archive = (result: 'last_archived_time' | 'last_failed_time') => async (cluster: TestCluster) => {
  const other = result === 'last_archived_time' ? 'last_failed_time' : 'last_archived_time';
  await cluster.sql("SELECT pg_logical_emit_message(true, 'test', 'a change'); SELECT pg_switch_wal()");
  const deadline = Date.now() + 60_000;
  for (;;) {
    const [row] = await cluster.sql(
      `SELECT ${result} > coalesce(${other}, '-infinity') AS done FROM pg_stat_archiver`,
    );
    if (row?.done === true) return;
    if (Date.now() > deadline) throw new Error(`no ${result} within a minute`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const fail = async (cluster: TestCluster) => {
  await alterSystem('archive_command', '/bin/false')(cluster);
  await archive('last_failed_time')(cluster);
};

controlStory(archiverWorking, {
  settings: { archive_mode: 'on', archive_command: 'cp %p kept-%f' },
  setup: archive('last_archived_time'),
  break: fail,
  fires: [{ kind: 'setting', name: 'archive_command' }],
  mendByHand: async (cluster) => {
    await alterSystem('archive_command', null)(cluster);
    await archive('last_archived_time')(cluster);
  },
  unmendByHand: fail,
});

// Archiving is on and nothing has been archived yet: nobody can say whether it works.
controlStory(archiverWorking, {
  majors: [16],
  settings: { archive_mode: 'on', archive_command: 'cp %p kept-%f' },
  cleanStatus: 'unknown',
  break: fail,
  fires: [{ kind: 'setting', name: 'archive_command' }],
  mendByHand: async (cluster) => {
    await alterSystem('archive_command', null)(cluster);
    await archive('last_archived_time')(cluster);
  },
});
