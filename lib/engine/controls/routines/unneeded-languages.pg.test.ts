import { controlStory } from '../../../testing/control-story.ts';
import { unneededLanguages } from './unneeded-languages.ts';

controlStory(unneededLanguages, {
  setup: `CREATE TRUSTED LANGUAGE used HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator;
    CREATE FUNCTION public.f() RETURNS int LANGUAGE used AS 'BEGIN RETURN 1; END'`,
  break: 'CREATE TRUSTED LANGUAGE idle HANDLER plpgsql_call_handler',
  fires: [{ kind: 'language', name: 'idle' }],
  neighbours: [{ name: 'used' }, { name: 'plpgsql' }],
  mendByHand: 'DROP LANGUAGE idle',
  unmendByHand: 'CREATE TRUSTED LANGUAGE idle HANDLER plpgsql_call_handler',
});
