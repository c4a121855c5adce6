import { controlStory } from '../../../testing/control-story.ts';
import { publicationAllTables } from './publication-all-tables.ts';

controlStory(publicationAllTables, {
  setup: 'CREATE TABLE public.t (id int PRIMARY KEY); CREATE PUBLICATION listed FOR TABLE public.t',
  break: 'CREATE PUBLICATION everything FOR ALL TABLES',
  fires: [{ kind: 'publication', name: 'everything' }],
  neighbours: [{ name: 'listed' }],
  mendByHand: 'DROP PUBLICATION everything',
  unmendByHand: 'CREATE PUBLICATION everything FOR ALL TABLES',
});
