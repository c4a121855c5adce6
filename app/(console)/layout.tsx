import type { ReactNode } from 'react';
import { Frame } from '#components/frame/frame.tsx';
import { places } from '#components/frame/places.ts';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listFleet } from '#lib/service/fleet/list-fleet.ts';

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const access = await requirePerson('target:read');
  const { name, email, role } = access.person;
  const fleet = await listFleet(access);
  return (
    <Frame
      person={{ name, email, role }}
      places={places.filter((place) => access.may(place.can))}
      databases={fleet.map((target) => ({ id: target.id, name: target.name }))}
    >
      {children}
    </Frame>
  );
}
