import { expect, test } from 'vitest';
import { startCluster } from '../../../testing/cluster.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { hbaText } from '../../../testing/hba-lines.ts';
import { identLines } from '../../../testing/ident-lines.ts';
import { judgeCluster } from '../../../testing/judge-cluster.ts';
import { identCatchAll } from './ident-catch-all.ts';

const sound = ['staff deploy app', String.raw`staff /^(.*)@corp\.example$ \1`, 'unused /.* app'];
const broken = identLines(...sound, 'staff /.* app');

// PostgreSQL 14 has no view of the maps: there the control is unknown where a rule goes by one.
controlStory(identCatchAll, {
  majors: [15, 16, 18],
  hba: `local shop app peer map=staff\n${hbaText()}`,
  setup: async (cluster) => {
    await cluster.sql('CREATE ROLE app LOGIN');
    await identLines(...sound)(cluster);
  },
  break: broken,
  fires: [{ kind: 'ident-mapping', rule: 'staff /.* app' }],
  neighbours: sound.map((rule) => ({ rule })),
  mendByHand: identLines(...sound),
  unmendByHand: broken,
});

test('on 14, where nothing shows the maps, they matter only to a rule that goes by one', async () => {
  const cluster = await startCluster({ major: 14, hba: hbaText() });
  try {
    expect((await judgeCluster(cluster, 'ident-catch-all')).status).toBe('pass');
    await cluster.setHba(`local shop app peer map=staff\n${hbaText()}`);
    expect(await judgeCluster(cluster, 'ident-catch-all')).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('no view of pg_ident.conf'),
    });
  } finally {
    await cluster.stop();
  }
});
