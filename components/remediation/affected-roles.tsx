import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import type { AffectedRole } from '#lib/service/remediation/impact-view.ts';

/** Roles shown before the rest folds. */
const first = 12;

export interface AffectedRolesProps {
  verb: 'loses' | 'gains';
  roles: readonly AffectedRole[];
}

/** Who loses, or gains, what: a line per role, every privilege one key away. */
export function AffectedRoles({ verb, roles }: AffectedRolesProps) {
  if (roles.length === 0)
    return <p className="py-1.5 text-ink-soft">Nobody {verb} anything, not even by SET ROLE.</p>;
  return (
    <div>
      <ul>
        {roles.slice(0, first).map((role) => (
          <RoleLine key={role.role} role={role} verb={verb} />
        ))}
      </ul>
      {roles.length > first && (
        <details>
          <summary className="py-1.5 text-accent">{roles.length - first} more roles</summary>
          <ul>
            {roles.slice(first).map((role) => (
              <RoleLine key={role.role} role={role} verb={verb} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function RoleLine({ role, verb }: { role: AffectedRole; verb: AffectedRolesProps['verb'] }) {
  return (
    <li className="border-b py-1.5 last:border-b-0">
      <details>
        <summary>
          <Identifier name={role.role} /> {verb} <Hostile text={role.summary} />
        </summary>
        <ul className="mt-1 grid max-h-72 gap-0.5 overflow-y-auto pl-5 text-fine">
          {role.lines.map((line) => (
            <li key={[line.privilege, line.kind, line.object, line.how].join('\0')}>
              <span className="font-medium">{line.privilege}</span>{' '}
              <span className="text-ink-faint">{line.kind.replaceAll('-', ' ')}</span>{' '}
              <Identifier name={line.object} />
              {line.grantable && <span className="text-ink-faint">, with the option to pass it on</span>}
              {line.how === 'set-role' && <span className="text-ink-faint">, after SET ROLE</span>}
            </li>
          ))}
          {role.total > role.lines.length && (
            <li className="text-ink-faint">
              and {(role.total - role.lines.length).toLocaleString('en')} more
            </li>
          )}
        </ul>
      </details>
    </li>
  );
}
