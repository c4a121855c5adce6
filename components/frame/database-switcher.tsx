'use client';

import { ChevronDown } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Menu, MenuChoice } from '#components/ui/menu.tsx';

/** A database as the frame knows it: enough to name it and go there. */
export interface FrameDatabase {
  readonly id: string;
  readonly name: string;
}

/** From one database to another, staying on the same page of it; or back to the fleet. */
export function DatabaseSwitcher({ databases }: { databases: readonly FrameDatabase[] }) {
  const path = usePathname();
  const router = useRouter();
  const [, first, id, page] = path.split('/');
  const current = first === 'databases' ? databases.find((database) => database.id === id) : undefined;

  function go(to: string) {
    if (to === '') router.push('/');
    else router.push(page && current ? `/databases/${to}/${page}` : `/databases/${to}`);
  }

  return (
    <Menu
      trigger={
        <Button small className="min-w-0 max-w-32 shrink sm:max-w-52">
          <span className="sr-only">Database: </span>
          <span className="truncate">{current ? <Hostile text={current.name} /> : 'Fleet'}</span>
          <ChevronDown aria-hidden="true" />
        </Button>
      }
    >
      <MenuChoice
        label="Go to"
        value={current?.id ?? ''}
        onChange={go}
        options={[
          { value: '', label: 'Fleet' },
          ...databases.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </Menu>
  );
}
