import { acts, type ExecutedCase, toSuperuser } from './executed-case.ts';
import { evilFunction, evilTrigger } from './executed-setup.ts';

const trapView = (as: string, call: string) => [
  evilFunction('pg_temp.trap', as),
  'CREATE TEMPORARY VIEW orders AS SELECT 1 AS id WHERE pg_temp.trap() = 1',
  call,
];

/** By a routine that runs as its owner. */
export const definerCases: readonly ExecutedCase[] = [
  {
    ...toSuperuser,
    name: 'a definer routine that looks names up in its caller’s path',
    role: 'unpinned_caller',
    neighbour: 'careful_caller',
    act: acts('shop', (as) => trapView(as, `SELECT ${as === 'careful_caller' ? 'report_safe' : 'report'}()`)),
  },
  {
    ...toSuperuser,
    name: 'a definer routine that finds temporary relations first',
    role: 'temp_caller',
    neighbour: 'careful_caller',
    act: acts('shop', (as) =>
      trapView(as, `SELECT ${as === 'careful_caller' ? 'report_safe' : 'report_temp'}()`),
    ),
  },
  {
    ...toSuperuser,
    name: 'a definer routine that writes to one’s table',
    role: 'keeper',
    act: acts('shop', (as) => [
      evilTrigger('pg_temp.trap', as),
      'CREATE TRIGGER trap BEFORE INSERT ON public.notes FOR EACH ROW EXECUTE FUNCTION pg_temp.trap()',
      'SELECT note()',
    ]),
  },
  {
    ...toSuperuser,
    name: 'a definer routine that calls one’s function',
    role: 'helper',
    neighbour: 'stuck',
    act: acts('shop', (as) => [evilFunction(`of_${as}.aid`, as), `SELECT ask_${as}()`]),
  },
  {
    ...toSuperuser,
    name: 'a definer routine that reads one’s view',
    role: 'viewer',
    act: acts('shop', (as) => [
      evilFunction('pg_temp.trap', as),
      'CREATE OR REPLACE RULE "_RETURN" AS ON SELECT TO public.seen DO INSTEAD SELECT 1 AS id WHERE pg_temp.trap() = 1',
      'SELECT look()',
    ]),
  },
];
