import { controlStory } from '../../../testing/control-story.ts';
import { untrustedLanguages } from './untrusted-languages.ts';

// plperlu needs a library that not every machine has; what makes a language untrusted is its flag.
controlStory(untrustedLanguages, {
  setup: 'CREATE TRUSTED LANGUAGE fine HANDLER plpgsql_call_handler',
  break: `CREATE LANGUAGE "wild""u" HANDLER plpgsql_call_handler;
    CREATE FUNCTION shell() RETURNS int LANGUAGE "wild""u" AS 'BEGIN RETURN 1; END'`,
  fires: [{ kind: 'language', database: 'shop', name: 'wild"u' }],
  neighbours: [
    { name: 'fine' },
    { name: 'c' },
    { name: 'internal' },
    { name: 'plpgsql' },
    { database: 'postgres' },
  ],
  mendByHand: 'DROP FUNCTION shell; DROP LANGUAGE "wild""u"',
  unmendByHand: 'CREATE LANGUAGE "wild""u" HANDLER plpgsql_call_handler',
});
