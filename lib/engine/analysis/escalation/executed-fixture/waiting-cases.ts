import type { ExecutedCase } from './executed-case.ts';
import { evilEventTrigger, evilFunction, evilTrigger } from './executed-setup.ts';

/** Lays something down, and then a superuser does what it does every day. */
const thenSuperuser =
  (database: string, statements: (as: string) => readonly string[], later: string): ExecutedCase['act'] =>
  async (as, run) => {
    await run(as, database, statements(as));
    await run('postgres', database, [later]);
  };

const toSuperuser = { to: 'superuser', target: 'postgres', neighbour: 'plain' } as const;

/** Ways that wait for a superuser. */
export const waitingCases: readonly ExecutedCase[] = [
  {
    ...toSuperuser,
    name: 'TRIGGER on a superuser’s table',
    role: 'trapper',
    waitsFor: 'writing to',
    act: async (as, run) => {
      await run(as, 'shop', [
        evilTrigger('pg_temp.spring', as),
        'CREATE TRIGGER spring BEFORE INSERT ON public.journal FOR EACH ROW EXECUTE FUNCTION pg_temp.spring()',
        // A temporary function lasts as long as its session.
        { as: 'postgres', sql: 'INSERT INTO public.journal VALUES (1)' },
      ]);
    },
  },
  {
    ...toSuperuser,
    name: 'the function of a superuser’s default',
    role: 'defaulter',
    waitsFor: 'using',
    act: thenSuperuser(
      'shop',
      (as) => [evilFunction('stamps.stamp', as)],
      'INSERT INTO public.ledger VALUES (1)',
    ),
  },
  {
    ...toSuperuser,
    name: 'the function of an event trigger',
    role: 'eventer',
    waitsFor: 'changing definitions',
    act: thenSuperuser(
      'events',
      (as) => [evilEventTrigger('watch.on_ddl', as)],
      'CREATE TABLE public.any (id int)',
    ),
  },
  {
    ...toSuperuser,
    name: 'CREATE in a schema of a superuser’s search path',
    role: 'squatter',
    waitsFor: 'unqualified',
    act: thenSuperuser(
      'squat',
      (as) => [evilFunction('public.lower', as, 'varchar', 'text')],
      "SELECT lower('x'::varchar)",
    ),
  },
  {
    ...toSuperuser,
    name: 'owning the database',
    role: 'landlord',
    waitsFor: 'running a statement',
    act: thenSuperuser(
      'owned',
      (as) => [
        'CREATE SCHEMA trap',
        evilFunction('trap.lower', as, 'text', 'text'),
        'ALTER DATABASE owned SET search_path = trap, pg_catalog',
      ],
      "SELECT lower('x'::text)",
    ),
  },
];
