import { controlStory } from '../../../testing/control-story.ts';
import { rlsLeakproofFunction } from './rls-leakproof-function.ts';

controlStory(rlsLeakproofFunction, {
  setup: "CREATE FUNCTION sound(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
  break: `CREATE FUNCTION "sa""me"(a integer, OUT b integer, INOUT c text DEFAULT 'x', VARIADIC d "char"[] DEFAULT '{}') LANGUAGE sql IMMUTABLE LEAKPROOF AS 'SELECT 1, c';
    CREATE FUNCTION plain() RETURNS int LANGUAGE sql LEAKPROOF AS 'SELECT 1'`,
  fires: [
    { kind: 'function', schema: 'public', name: 'sa"me', database: 'shop' },
    { kind: 'function', schema: 'public', name: 'plain', signature: '' },
  ],
  neighbours: [{ name: 'sound' }, { schema: 'pg_catalog' }],
});
