/**
 * A catalog's ACL column as text, one aclitem each (`grantee=privileges/grantor`, `*` marks the grant option, an empty
 * grantee is PUBLIC). `null` is the built-in default for the kind of object, which is not the same as `[]` (nobody).
 *
 * Names are quoted where PostgreSQL quotes them. A dropped role shows as its bare OID; a living role whose name is all
 * digits, which PostgreSQL would print the same way, is stored quoted, so that text is never ambiguous.
 */
export type AclText = readonly string[] | null;
