'use client';

import { ChevronDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { signOut } from 'next-auth/react';
import { useTheme } from 'next-themes';
import { useState } from 'react';
import { roleNames } from '#components/people/role-name.ts';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Menu, MenuChoice, MenuItem, MenuRule } from '#components/ui/menu.tsx';
import type { PersonRole } from '#lib/service/auth/permissions.ts';

const themes = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export interface PersonMenuProps {
  name: string;
  email: string;
  role: PersonRole;
}

/** Who is signed in, the theme, and the way out. */
export function PersonMenu({ name, email, role }: PersonMenuProps) {
  const { theme, setTheme } = useTheme();
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);

  // next-auth asks for its own CSRF token first; afterwards the session is over on the server too.
  async function leave() {
    try {
      await signOut({ redirect: false });
      window.location.assign('/sign-in');
    } catch {
      setProblem('Postern does not answer: you are still signed in.');
    }
  }

  return (
    <>
      {problem && (
        <span role="alert" className="text-fine text-fail">
          {problem}
        </span>
      )}
      <Menu
        trigger={
          <Button small kind="quiet" className="min-w-0 max-w-24 shrink sm:max-w-44">
            <span className="truncate">
              <Hostile text={name} />
            </span>
            <ChevronDown aria-hidden="true" />
          </Button>
        }
      >
        <div className="px-2 py-1.5">
          <div className="font-medium">
            <Hostile text={name} />
          </div>
          <div className="text-fine text-ink-faint">
            <Hostile text={email} /> · {roleNames[role]}
          </div>
        </div>
        <MenuRule />
        <MenuChoice label="Theme" value={theme ?? 'system'} onChange={setTheme} options={themes} />
        <MenuRule />
        <MenuItem onSelect={() => router.push('/account')}>Your account</MenuItem>
        <MenuItem onSelect={leave}>Sign out</MenuItem>
      </Menu>
    </>
  );
}
