import { columnEncryptionAsStated } from './column-encryption-as-stated.ts';
import { decryptedValuesStored } from './decrypted-values-stored.ts';
import { encryptionKeyInDefinition } from './encryption-key-in-definition.ts';
import { encryptionKeyLogged } from './encryption-key-logged.ts';
import { encryptionRequiredPlaintext } from './encryption-required-plaintext.ts';
import { hbaPlainHost } from './hba-plain-host.ts';
import { replicationSessionsTls } from './replication-sessions-tls.ts';
import { replicationTls } from './replication-tls.ts';
import { tlsCertExpiry } from './tls-cert-expiry.ts';
import { tlsCiphers } from './tls-ciphers.ts';
import { tlsClientCa } from './tls-client-ca.ts';
import { tlsCrl } from './tls-crl.ts';
import { tlsDhParams } from './tls-dh-params.ts';
import { tlsEnabled } from './tls-enabled.ts';
import { tlsKeyPassphrase } from './tls-key-passphrase.ts';
import { tlsLiveSessions } from './tls-live-sessions.ts';
import { tlsMinVersion } from './tls-min-version.ts';
import { tlsPreferServerCiphers } from './tls-prefer-server-ciphers.ts';
import { tls13Ciphers } from './tls13-ciphers.ts';
import { unsaltedDigest } from './unsalted-digest.ts';

export const encryptionControls = [
  columnEncryptionAsStated,
  decryptedValuesStored,
  encryptionKeyInDefinition,
  encryptionKeyLogged,
  encryptionRequiredPlaintext,
  hbaPlainHost,
  replicationSessionsTls,
  replicationTls,
  tls13Ciphers,
  tlsCertExpiry,
  tlsCiphers,
  tlsClientCa,
  tlsCrl,
  tlsDhParams,
  tlsEnabled,
  tlsKeyPassphrase,
  tlsLiveSessions,
  tlsMinVersion,
  tlsPreferServerCiphers,
  unsaltedDigest,
] as const;
