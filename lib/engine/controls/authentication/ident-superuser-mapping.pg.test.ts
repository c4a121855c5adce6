import { controlStory } from '../../../testing/control-story.ts';
import { hbaText } from '../../../testing/hba-lines.ts';
import { identLines } from '../../../testing/ident-lines.ts';
import { identSuperuserMapping } from './ident-superuser-mapping.ts';

const sound = ['staff deploy app', 'unused root postgres'];
const broken = identLines(...sound, 'staff backup postgres', String.raw`staff /^(.*)@corp$ \1`);

// PostgreSQL 14 has no view of the maps: there the control stays unknown.
controlStory(identSuperuserMapping, {
  majors: [15, 16, 18],
  hba: `local shop app peer map=staff\n${hbaText()}`,
  setup: async (cluster) => {
    await cluster.sql('CREATE ROLE app LOGIN');
    await identLines(...sound)(cluster);
  },
  break: broken,
  fires: [
    { kind: 'ident-mapping', rule: 'staff backup postgres' },
    { kind: 'ident-mapping', rule: String.raw`staff /^(.*)@corp$ \1` },
  ],
  neighbours: sound.map((rule) => ({ rule })),
  mendByHand: identLines(...sound),
  unmendByHand: broken,
});
