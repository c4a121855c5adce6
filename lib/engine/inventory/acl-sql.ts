/** `relacl` and the like as the server prints them, one element per entry: the cheap form (docs/performance.md). */
export function plainAcl(column: string): string {
  return column;
}

/**
 * The same where some living role's name is all digits. `aclitemout` prints such a name like the OID of a dropped role;
 * the OIDs that `aclexplode` gives tell them apart, and the living role's name gets quotes. An entry without any
 * privilege stays as it is: it grants nothing to either.
 */
export function exactAcl(column: string): string {
  const alive = (oid: string) => `EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.oid = ${oid})`;
  return `CASE WHEN ${column} IS NULL THEN NULL ELSE ARRAY(
    SELECT CASE WHEN ${alive('e.grantor')} THEN pg_catalog.regexp_replace(e.named, '/([0-9]+)$', '/"\\1"') ELSE e.named END
    FROM (
      SELECT i.n, o.grantor,
        CASE WHEN ${alive('o.grantee')} THEN pg_catalog.regexp_replace(i.item::pg_catalog.text, '^([0-9]+)=', '"\\1"=')
          ELSE i.item::pg_catalog.text END AS named
      FROM pg_catalog.unnest(${column}) WITH ORDINALITY AS i(item, n)
      LEFT JOIN LATERAL (SELECT x.grantor, x.grantee FROM pg_catalog.aclexplode(ARRAY[i.item]) x LIMIT 1) o ON true
    ) e ORDER BY e.n) END`;
}
