import { visibleText } from '../../model/visible-text.ts';
import type { Plan } from '../plan.ts';
import { splitNameList } from '../render/list-setting.ts';
import type { ThrowAwaySession } from './throw-away-session.ts';

const librariesSql = `
SELECT pg_catalog.regexp_replace(l.name, '\\.(so|dylib)$', '')
FROM pg_catalog.pg_config c CROSS JOIN LATERAL pg_catalog.pg_ls_dir(c.setting) AS l(name) WHERE c.name = 'PKGLIBDIR'`;

const parametersSql = 'SELECT pg_catalog.lower(s.name) FROM pg_catalog.pg_settings s';

/** Why a plan that needs an extension cannot be tried where the extension is not; null where it can. */
export async function missingLibrary(plan: Plan, session: ThrowAwaySession): Promise<string | null> {
  const wanted = plan.changes.flatMap((change) => (change.do === 'set-parameter' ? [change] : []));
  const named = async (sql: string) => new Set((await session.ask(sql)).map(([name]) => String(name)));
  const libraries = await named(librariesSql);
  const parameters = await named(parametersSql);
  for (const { parameter, value } of wanted) {
    const absent = parameter.endsWith('_preload_libraries')
      ? splitNameList(value ?? '').find((library) => !libraries.has(library.replace(/^\$libdir\//, '')))
      : undefined;
    if (absent !== undefined)
      return `the throw-away server does not have the library ${visibleText(absent, 80)}`;
    if (!parameters.has(parameter.toLowerCase()))
      return `the throw-away server does not have the parameter ${visibleText(parameter, 80)}`;
  }
  return null;
}
