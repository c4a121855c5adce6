import { controlStory } from '../../../testing/control-story.ts';
import { eventTriggerOwner } from './event-trigger-owner.ts';

controlStory(eventTriggerOwner, {
  setup: `CREATE ROLE intern LOGIN; CREATE FUNCTION public.record() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
    CREATE EVENT TRIGGER good ON ddl_command_end EXECUTE FUNCTION public.record();
    CREATE FUNCTION public.hers() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
    CREATE EVENT TRIGGER planted ON ddl_command_end EXECUTE FUNCTION public.hers()`,
  break: 'ALTER FUNCTION public.hers() OWNER TO intern',
  fires: [{ kind: 'event-trigger', name: 'planted' }],
  neighbours: [{ name: 'good' }],
  mendByHand: 'ALTER FUNCTION public.hers() OWNER TO postgres',
  unmendByHand: 'ALTER FUNCTION public.hers() OWNER TO intern',
});
