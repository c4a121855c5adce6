import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import type { KeySource } from './key-source.ts';

/** How a value is kept by a function of core or pgcrypto. The words are those of the policy's `arrangement`. */
export type CryptoMeans = 'pgcrypto' | 'pgcrypto-public-key' | 'keyed-hash' | 'hash' | 'password-hash';

export interface CryptoFunction {
  readonly act: 'encrypt' | 'decrypt' | 'hash';
  readonly means: CryptoMeans;
  /** Position of the secret among the arguments: key, password or private key; `null` where none is given. */
  readonly key: number | null;
  /** For a customer's own function that wraps one: where its secret comes from, whatever it is called with. */
  readonly wraps?: KeySource | null;
}

const encrypt = (means: CryptoMeans, key: number | null): CryptoFunction => ({ act: 'encrypt', means, key });
const decrypt = (means: CryptoMeans, key: number | null): CryptoFunction => ({ act: 'decrypt', means, key });
const hash = (means: CryptoMeans, key: number | null = null): CryptoFunction => ({ act: 'hash', means, key });

/** PostgreSQL documentation F.26 (pgcrypto). A public key is no secret. */
const pgcrypto: ReadonlyMap<string, CryptoFunction> = new Map([
  ['pgp_sym_encrypt', encrypt('pgcrypto', 1)],
  ['pgp_sym_encrypt_bytea', encrypt('pgcrypto', 1)],
  ['pgp_sym_decrypt', decrypt('pgcrypto', 1)],
  ['pgp_sym_decrypt_bytea', decrypt('pgcrypto', 1)],
  ['pgp_pub_encrypt', encrypt('pgcrypto-public-key', null)],
  ['pgp_pub_encrypt_bytea', encrypt('pgcrypto-public-key', null)],
  ['pgp_pub_decrypt', decrypt('pgcrypto-public-key', 1)],
  ['pgp_pub_decrypt_bytea', decrypt('pgcrypto-public-key', 1)],
  ['encrypt', encrypt('pgcrypto', 1)],
  ['encrypt_iv', encrypt('pgcrypto', 1)],
  ['decrypt', decrypt('pgcrypto', 1)],
  ['decrypt_iv', decrypt('pgcrypto', 1)],
  ['digest', hash('hash')],
  ['hmac', hash('keyed-hash', 1)],
  ['crypt', hash('password-hash')],
]);

/** PostgreSQL documentation 9.4 and 9.5. */
const core: ReadonlyMap<string, CryptoFunction> = new Map(
  ['md5', 'sha224', 'sha256', 'sha384', 'sha512'].map((name) => [name, hash('hash')]),
);

/** Every name worth looking for in a text before it is parsed. */
export const cryptoNames: readonly string[] = [...pgcrypto.keys(), ...core.keys()];

/** Which function of core or pgcrypto a qualified name (`null`: by the search path) means in a database, if any. */
export type FindCrypto = (schema: string | null, name: string) => CryptoFunction | null;

/** Reads `extensions`: a function of such a name is pgcrypto's only where pgcrypto is installed, and in its schema. */
export const cryptoIn = memo((database: DatabaseFacts): FindCrypto => {
  const home = database.read('extensions').find((extension) => extension.name === 'pgcrypto')?.schema;
  return (schema, name) => {
    const builtIn = schema === null || schema === 'pg_catalog' ? core.get(name) : undefined;
    if (builtIn) return builtIn;
    return home !== undefined && (schema === null || schema === home) ? (pgcrypto.get(name) ?? null) : null;
  };
});
