import { controlStory } from '../../../testing/control-story.ts';
import { replicationSlotsStale } from './replication-slots-stale.ts';

controlStory(replicationSlotsStale, {
  break: "SELECT pg_create_physical_replication_slot('standby_2', true)",
  fires: [{ kind: 'replication-slot', name: 'standby_2' }],
  mendByHand: "SELECT pg_drop_replication_slot('standby_2')",
  unmendByHand: "SELECT pg_create_physical_replication_slot('standby_2', true)",
});
