import type { EncryptionArrangement } from '../policy.ts';

const textual = /^(bytea|text|character varying|varchar|character|bpchar|citext|json|jsonb|xml|name)\b/;
const short = /^(character varying|character)\((\d+)\)/;
const known =
  /^(smallint|integer|bigint|numeric|real|double precision|money|boolean|date|time|timestamp|interval|inet|cidr|macaddr|uuid|point|box|circle|line|lseg|path|polygon|int4range|int8range|numrange|tsrange|tstzrange|daterange|bit|oid)\b/;

/**
 * Whether values of a type (`format_type`) could be ciphertext. Numbers, dates and addresses cannot, and neither can text of
 * fewer than 16 characters, the least that any cipher gives. Domains and types of extensions could.
 */
export function holdsCiphertext(type: string): boolean {
  const plain = type.replace(/(\[\])+$/, '');
  const [, , length] = short.exec(plain) ?? [];
  if (length !== undefined) return Number(length) >= 16;
  if (textual.test(plain)) return true;
  return !known.test(plain);
}

const numeric = /^(smallint|integer|bigint|numeric|uuid|oid)\b/;

/** Whether a column of this type cannot be kept as the policy says. Ciphertext of a fixed format, and tokens, may be numbers. */
export function cannotBe(arrangement: EncryptionArrangement, type: string): boolean {
  if (arrangement === 'plaintext' || arrangement === 'tde' || arrangement === 'tokenised') return false;
  if (arrangement === 'application' && numeric.test(type)) return false;
  return !holdsCiphertext(type);
}
