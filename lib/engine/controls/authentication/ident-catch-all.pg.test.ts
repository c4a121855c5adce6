import { controlStory } from '../../../testing/control-story.ts';
import { hbaText } from '../../../testing/hba-lines.ts';
import { identLines } from '../../../testing/ident-lines.ts';
import { identCatchAll } from './ident-catch-all.ts';

const sound = ['staff deploy app', String.raw`staff /^(.*)@corp\.example$ \1`, 'unused /.* app'];
const broken = identLines(...sound, 'staff /.* app');

// PostgreSQL 14 has no view of the maps: there the control stays unknown.
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
