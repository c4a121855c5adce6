import type { ThreatEntry } from './catalogue.ts';

/** Reaching the server, listening in, and coming in with somebody's credentials. */
export const threatsFromOutside = {
  'network-reach': {
    title: 'The server answers to networks that have no business with it',
    actor: 'Anyone on the internet, or a compromised machine on an inner network',
    asset: 'The listening port and every account behind it',
    boundary: 'Network to database server',
    path: 'Address ranges in listen_addresses, pg_hba.conf or the firewall are wider than the systems that need them, so that guessing, exploits and stolen passwords can be tried from anywhere.',
    examples: [
      'host all all 0.0.0.0/0 in pg_hba.conf',
      'listen_addresses = * on a machine with a public address',
      'a rule for the office network that outlived the office',
    ],
  },
  eavesdropping: {
    title: 'Somebody on the path reads or changes what client and server say',
    actor: 'Whoever sits on the network between them: a neighbour, a provider, a compromised switch',
    asset: 'Rows, passwords and session contents in transit',
    boundary: 'Client network to server network',
    path: 'TLS is off, is only offered and not demanded, or allows versions and ciphers that can be broken; the traffic is copied or altered without either end noticing.',
    examples: [
      'host rules that accept plaintext beside hostssl',
      'sslmode=prefer falling back in silence',
      'replication without TLS between data centres',
    ],
  },
  'server-impersonation': {
    title: 'A client talks to a server that only pretends to be the right one',
    actor: 'An attacker who controls name resolution, routing or an old address',
    asset: 'Credentials and writes that clients send',
    boundary: 'Client to server identity',
    path: 'The client encrypts but does not verify the certificate and its name, so a false server takes the connection and collects the password or the data.',
    examples: [
      'sslmode=require taken for verification',
      'password or ldap methods that hand the plaintext to whoever answers',
      'foreign servers defined without sslmode=verify-full',
    ],
  },
  'credential-guessing': {
    title: 'Passwords are guessed or cracked',
    actor: 'An outsider with reach, or an insider with a copy of the verifiers',
    asset: 'Login roles and what they can do',
    boundary: 'Unauthenticated to authenticated',
    path: 'Weak methods, fast hashes, short passwords or no limit on attempts let an attacker find a password online, or offline from a stolen verifier.',
    examples: ['md5 verifiers', 'trust or ident over TCP', 'no delay and no alarm on failed logins'],
  },
  'stolen-credentials': {
    title: 'A real credential is used by somebody else',
    actor: 'A thief of a configuration file, a backup, a log, a laptop or a build secret',
    asset: 'The role the credential belongs to',
    boundary: 'Authenticated application to attacker in its place',
    path: 'A valid password or key leaks, and nothing else, neither its source address nor a certificate nor its small rights, stands between the thief and the data.',
    examples: [
      'a password in a repository or in the server log',
      'one account shared by all services',
      'an application login accepted from any address',
    ],
  },
  'stale-credentials': {
    title: 'Accounts outlive the people and systems they were made for',
    actor: 'A former employee or contractor, or whoever finds the forgotten account',
    asset: 'Login roles nobody watches',
    boundary: 'Former insider to current data',
    path: 'Roles are not removed or expired when their purpose ends; rights granted for a task remain, and nobody misses them when they are misused.',
    examples: [
      'VALID UNTIL passed while another method still lets the role in',
      'a login for a system that was switched off',
      'a temporary superuser from last year',
    ],
  },
  'unrotated-secrets': {
    title: 'A secret stays the same long after it may have leaked',
    actor: 'Anyone who ever had access to it',
    asset: 'Passwords, keys and certificates',
    boundary: 'Time',
    path: 'No owner and no interval are set for a secret, so an old copy in a backup, a chat or a departed colleague’s notes keeps working.',
    examples: [
      'an application password from the first deployment',
      'a certificate renewed only when it fails',
      'backup keys nobody may change',
    ],
  },
} satisfies Readonly<Record<string, ThreatEntry>>;
