import { controlStory } from '../../../testing/control-story.ts';
import { environmentNamedSchema } from './environment-named-schema.ts';

controlStory(environmentNamedSchema, {
  setup: 'CREATE SCHEMA staging; CREATE SCHEMA product',
  break: 'CREATE SCHEMA app_prod',
  fires: [{ kind: 'database', name: 'shop' }],
  mendByHand: 'DROP SCHEMA app_prod',
  unmendByHand: 'CREATE SCHEMA app_prod',
});
