import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsViewCallsSecdef } from './rls-view-calls-secdef.ts';

const definer = (name: string, body: string) =>
  `CREATE FUNCTION ${name}() RETURNS SETOF int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ ${body} $$;`;

controlStory(rlsViewCallsSecdef, {
  setup: `CREATE ROLE app LOGIN; CREATE TABLE plain (id int); CREATE TABLE t (id int, tenant_id uuid); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (${ownTenant});
    ${definer('of_plain', 'SELECT id FROM public.plain')} ${definer('all_ids', 'SELECT id FROM public.t')} ${definer('kept', 'SELECT id FROM public.t')} REVOKE EXECUTE ON FUNCTION kept() FROM PUBLIC;
    CREATE FUNCTION as_caller() RETURNS SETOF int LANGUAGE sql AS $$ SELECT id FROM public.t $$;
    CREATE VIEW fine AS SELECT * FROM of_plain(); GRANT SELECT ON fine TO app; CREATE VIEW caller AS SELECT * FROM as_caller(); GRANT SELECT ON caller TO app;
    CREATE VIEW refused AS SELECT * FROM kept(); GRANT SELECT ON refused TO app; CREATE FUNCTION all_ids(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW other AS SELECT all_ids(1); GRANT SELECT ON other TO app; CREATE VIEW nobodys AS SELECT * FROM all_ids(); CREATE VIEW ids AS SELECT * FROM all_ids()`,
  break: 'GRANT SELECT ON ids TO app',
  fires: [{ kind: 'view', name: 'ids' }],
  // It calls another function of that name.
  neighbours: [
    { name: 'other' },
    { name: 'fine' },
    { name: 'caller' },
    { name: 'refused' },
    { name: 'nobodys' },
  ],
});
