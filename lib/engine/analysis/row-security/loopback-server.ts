import type { ForeignServerRow } from '../../inventory/sections/foreign-servers.ts';
import type { DatabaseFacts } from '../facts.ts';

/** `name=value` options by name. */
export function optionsOf(options: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    options.map((option) => {
      const at = option.indexOf('=');
      return [option.slice(0, at), option.slice(at + 1)];
    }),
  );
}

const postgres = /^(postgres_fdw|dblink_fdw)$/;
const local = /^(|\/.*|@.*|localhost|localhost\..*|127\.\d+\.\d+\.\d+|::1)$/i;

/**
 * Whether a foreign server leads back to this database: `yes` where its options say so, `perhaps` where they leave it to a
 * name, a service file or a default that cannot be seen from here, `no` where they name another database, another port of
 * this host, or no PostgreSQL at all. Reads `settings`.
 */
export function leadsBack(server: ForeignServerRow, home: DatabaseFacts): 'yes' | 'perhaps' | 'no' {
  const options = optionsOf(server.options);
  const dbname = options.get('dbname');
  if (dbname !== undefined && dbname !== home.name) return 'no';
  if (dbname === undefined && !postgres.test(server.wrapper)) return 'no';
  const hosts = (options.get('hostaddr') ?? options.get('host') ?? '').split(',');
  const ports = (options.get('port') ?? '').split(',');
  const own = home.cluster.read('settings').find((row) => row.name === 'port')?.value ?? null;
  const targets = hosts.map((host, at): 'yes' | 'perhaps' | 'no' => {
    const port = ports[at] ?? ports[0] ?? '';
    // Without a port the client library's own default holds, which need not be this server's.
    const samePort = own === null || port === '' ? 'perhaps' : port === own ? 'yes' : 'no';
    if (!local.test(host.trim())) return 'perhaps';
    return samePort;
  });
  const best = targets.includes('yes') ? 'yes' : targets.includes('perhaps') ? 'perhaps' : 'no';
  const sure = dbname !== undefined && postgres.test(server.wrapper) && !options.has('service');
  return best === 'yes' && !sure ? 'perhaps' : best;
}
