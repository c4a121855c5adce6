import type { KeySource } from '../../analysis/encryption/key-source.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { EncryptionArrangement } from '../policy.ts';
import type { ThreatToValues } from './layer.ts';

/** What encrypts, or does not: the column's own arrangement, the storage beneath, the backups. */
export type LayerName = 'column' | 'storage' | 'backup';

export interface Defence {
  readonly threat: ThreatToValues;
  readonly by: LayerName;
  readonly because: string;
}

/** A definition in the database that encrypts, decrypts or hashes the column. */
export interface SeenArrangement {
  readonly arrangement: EncryptionArrangement;
  /** Where the key comes from; null where there is none to hide. */
  readonly key: KeySource | null;
  readonly where: ObjectRef;
  /** False where a bare table name may mean another table. */
  readonly certain: boolean;
}

/**
 * How one sensitive column is encrypted, what that defends against and what it does not, and who holds the keys. Made from
 * definitions and the policy's statements; no row is ever read.
 */
export interface ColumnEncryption {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** The policy's class, or the category suggested. */
  readonly class: string;
  /** `policy`: classified; the others say how sure the suggestion is. */
  readonly known: 'policy' | 'high' | 'medium' | 'low';
  /** Null: neither stated nor to be seen, and the type could hold ciphertext. */
  readonly arrangement: EncryptionArrangement | null;
  /** `seen`: by definitions or by a type that cannot hold ciphertext; `stated`: the policy alone says so. */
  readonly basis: 'seen' | 'stated' | 'unstated';
  readonly stated: EncryptionArrangement | null;
  readonly seen: readonly SeenArrangement[];
  /** The arrangement in words. */
  readonly title: string;
  readonly defends: readonly Defence[];
  /** Threats that neither the column's arrangement nor the storage or the backups answer. */
  readonly doesNot: readonly { readonly threat: ThreatToValues; readonly because: string }[];
  readonly keyHolders: readonly { readonly of: LayerName; readonly holder: string | null }[];
}
