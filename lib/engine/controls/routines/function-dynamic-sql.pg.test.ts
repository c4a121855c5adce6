import { controlStory } from '../../../testing/control-story.ts';
import { functionDynamicSql } from './function-dynamic-sql.ts';

const quoted = (name: string, expression: string) =>
  `CREATE FUNCTION public.${name}(t text, v int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE ${expression} USING v; END $$;`;

controlStory(functionDynamicSql, {
  setup: [
    quoted('by_format', "format('DELETE FROM %I WHERE id = $1', t)"),
    quoted('by_quote', "'DELETE FROM ' || quote_ident(t) || ' WHERE id = $1'"),
    quoted('by_class', "'DELETE FROM ' || t::regclass || ' WHERE id = ' || v::int"),
    quoted('constant', "'DELETE FROM t WHERE id = $1'"),
  ].join(' '),
  break: [
    quoted('joined', "'DELETE FROM ' || t || ' WHERE id = $1'"),
    quoted('by_s', "format('DELETE FROM %s WHERE id = $1', t)"),
    `CREATE FUNCTION public.looped(t text) RETURNS SETOF record LANGUAGE plpgsql SECURITY DEFINER AS
       $$ BEGIN RETURN QUERY EXECUTE 'SELECT * FROM ' || t; END $$;`,
  ].join(' '),
  fires: [
    { kind: 'function', name: 'joined' },
    { kind: 'function', name: 'by_s' },
    { kind: 'function', name: 'looped' },
  ],
  neighbours: ['by_format', 'by_quote', 'by_class', 'constant'].map((name) => ({ name })),
  mendByHand: 'DROP FUNCTION public.joined, public.by_s, public.looped',
});
