import type { EncryptionArrangement } from '../policy.ts';
import { because, type Layer } from './layer.ts';

const inFiles = 'data files hold only ciphertext';
const inBackups = 'backups hold only ciphertext';

/** How a column's values are kept, by the policy's word. What is between the application and the server is named where it matters. */
export const arrangementLayers: Readonly<Record<EncryptionArrangement, Layer>> = {
  plaintext: {
    title: 'Plain text',
    defends: {},
    doesNot: {
      'physical-media-theft': 'data files hold the values',
      'backup-theft': 'backups hold the values',
      eavesdropping: 'the values cross the network; only TLS hides them',
      'insider-reads-regulated-data': because.selects,
      'over-privileged-application': because.selects,
      'stolen-credentials': because.selects,
      'cross-tenant-access': because.selects,
      'exfiltration-from-server': 'links, replication and COPY carry the values out',
      'escalation-to-superuser': because.memory,
      'escalation-to-operating-system': 'files and memory hold the values',
    },
  },
  tde: {
    title: 'Plain text on encrypted storage',
    defends: { 'physical-media-theft': 'the storage beneath opens only with its key' },
    doesNot: {
      eavesdropping: 'the values cross the network; only TLS hides them',
      'insider-reads-regulated-data': because.server,
      'over-privileged-application': because.server,
      'stolen-credentials': because.server,
      'cross-tenant-access': because.server,
      'exfiltration-from-server': because.server,
      'escalation-to-superuser': because.server,
      'escalation-to-operating-system': 'mounted storage is readable to whoever runs the server',
      'backup-theft': 'a dump or base backup leaves the encrypted storage in plain text',
    },
  },
  pgcrypto: {
    title: 'pgcrypto, one key passed in SQL',
    defends: {
      'physical-media-theft': inFiles,
      'backup-theft': inBackups,
      'insider-reads-regulated-data': 'SELECT without the key gives ciphertext',
      'exfiltration-from-server': 'what is carried out is ciphertext',
    },
    doesNot: {
      eavesdropping: because.statements,
      'over-privileged-application': because.decrypts,
      'stolen-credentials': because.decrypts,
      'cross-tenant-access': 'one key opens every tenant’s rows',
      'escalation-to-superuser': because.memory,
      'escalation-to-operating-system': because.memory,
    },
  },
  'pgcrypto-public-key': {
    title: 'pgcrypto, public key in SQL',
    defends: {
      'physical-media-theft': inFiles,
      'backup-theft': inBackups,
      'insider-reads-regulated-data': 'SELECT without the private key gives ciphertext',
      'exfiltration-from-server': 'what is carried out is ciphertext',
      'over-privileged-application': 'a role that only writes never needs the private key',
    },
    doesNot: {
      eavesdropping: 'values being written, and the private key when reading, stand in the statements',
      'stolen-credentials': because.decrypts,
      'cross-tenant-access': 'one private key opens every tenant’s rows',
      'escalation-to-superuser': because.memory,
      'escalation-to-operating-system': because.memory,
    },
  },
  application: {
    title: 'Encrypted by the application',
    defends: {
      'physical-media-theft': inFiles,
      'backup-theft': inBackups,
      eavesdropping: 'only ciphertext crosses to the database',
      'insider-reads-regulated-data': 'no role of the database can turn it back',
      'exfiltration-from-server': 'what is carried out is ciphertext',
      'escalation-to-superuser': 'the server never has the key',
      'escalation-to-operating-system': 'the server never has the key',
    },
    doesNot: {
      'over-privileged-application': because.decrypts,
      'stolen-credentials': 'with the application’s key or its session the values are read',
      'cross-tenant-access':
        'the application decrypts whichever rows it is given, unless each tenant has a key',
    },
  },
  tokenised: {
    title: 'Tokens; the values are kept elsewhere',
    defends: {
      'physical-media-theft': 'data files hold only tokens',
      'backup-theft': 'backups hold only tokens',
      eavesdropping: 'only tokens cross to the database',
      'insider-reads-regulated-data': 'a token says nothing without the vault',
      'exfiltration-from-server': 'what is carried out are tokens',
      'escalation-to-superuser': 'the server never has the values',
      'escalation-to-operating-system': 'the server never has the values',
    },
    doesNot: {
      'over-privileged-application': 'whoever may ask the vault gets the values',
      'stolen-credentials': 'whoever may ask the vault gets the values',
      'cross-tenant-access': 'the vault answers for whichever token it is given',
    },
  },
  'keyed-hash': {
    title: 'Keyed hash (HMAC): pseudonyms',
    defends: {
      'physical-media-theft': 'values cannot be tried without the key',
      'backup-theft': 'values cannot be tried without the key',
      'insider-reads-regulated-data': 'a pseudonym says nothing without the key',
      'exfiltration-from-server': 'what is carried out are pseudonyms',
    },
    doesNot: {
      eavesdropping: because.statements,
      'over-privileged-application': 'whoever has the key tries every value there is',
      'stolen-credentials': 'whoever has the key tries every value there is',
      'cross-tenant-access': 'equal values stay equal, so rows of one person can be joined',
      'escalation-to-superuser': because.memory,
      'escalation-to-operating-system': because.memory,
    },
  },
  hash: {
    title: 'Hash without a key',
    defends: {},
    doesNot: {
      'physical-media-theft': 'names, numbers and addresses are few enough to try them all',
      'backup-theft': 'names, numbers and addresses are few enough to try them all',
      eavesdropping: 'the values cross the network in the statements',
      'insider-reads-regulated-data': 'names, numbers and addresses are few enough to try them all',
      'over-privileged-application': 'anybody can compute it',
      'stolen-credentials': 'anybody can compute it',
      'cross-tenant-access': 'equal values stay equal',
      'exfiltration-from-server': 'names, numbers and addresses are few enough to try them all',
      'escalation-to-superuser': 'anybody can compute it',
      'escalation-to-operating-system': 'anybody can compute it',
    },
  },
  'password-hash': {
    title: 'Salted password hash',
    defends: {
      'physical-media-theft': 'trying values is slow, and each has its own salt',
      'backup-theft': 'trying values is slow, and each has its own salt',
      'insider-reads-regulated-data': 'trying values is slow, and each has its own salt',
      'exfiltration-from-server': 'trying values is slow, and each has its own salt',
      'escalation-to-superuser': 'nothing on the server turns it back',
      'escalation-to-operating-system': 'nothing on the server turns it back',
    },
    doesNot: {
      eavesdropping: 'where SQL hashes it, the value crosses the network',
      'over-privileged-application': 'whoever may UPDATE it can put in a hash of their own',
      'stolen-credentials': 'weak passwords are still found',
      'cross-tenant-access': 'it does not say whose row it is',
    },
  },
};

/** Encryption whose key lies in the same database: it opens wherever the ciphertext is. */
export const keyBesideData: Layer = {
  title: 'pgcrypto, with the key in the database',
  defends: {
    'insider-reads-regulated-data':
      'only as far as the definitions or rows that hold the key are out of reach',
  },
  doesNot: {
    ...arrangementLayers.pgcrypto.doesNot,
    'physical-media-theft': 'the key lies in the same data files',
    'backup-theft': 'the key lies in the same backup',
    'exfiltration-from-server': 'the key can be carried out with the data',
  },
};

export const storageLayer: Layer = {
  title: 'Encrypted storage',
  defends: { 'physical-media-theft': 'a disk or volume opens only with the key of the storage' },
  doesNot: {},
};

export const backupLayer: Layer = {
  title: 'Encrypted backups',
  defends: { 'backup-theft': 'a backup opens only with the key of the backups' },
  doesNot: {},
};
