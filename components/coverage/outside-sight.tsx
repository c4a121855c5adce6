/** What a connection to the server cannot show, and the threats whose coverage ends there. */
const outside: readonly (readonly [what: string, bears: string])[] = [
  ['Encryption of disks and snapshots, and who holds the keys', 'stolen media and backups'],
  ['Where backups lie, whether they are encrypted, when one was last restored', 'backup theft, loss of data'],
  ['Firewalls, security groups and poolers between clients and the server', 'network reach'],
  ['What clients verify of the server’s certificate', 'server impersonation, eavesdropping'],
  ['Operating system accounts and files of the server', 'escalation from the operating system'],
  ['Checks that the application makes by itself', 'cross-tenant access'],
  ['Where the log goes, who reads it, how long it is kept', 'undetected misuse, tampering'],
  ['Age of the rows in a table', 'data kept beyond need'],
];

export function OutsideSight() {
  return (
    <>
      <p className="mb-3 max-w-prose text-ink-soft">
        Postern reads what the server says about itself. What follows is in no cell; where it matters, state
        it in the policy, or write it as a note on the threat.
      </p>
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {outside.map(([what, bears]) => (
          <div key={what} className="border-b py-1.5">
            <dt>{what}</dt>
            <dd className="text-fine text-ink-faint">bears on {bears}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
