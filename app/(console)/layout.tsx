import type { ReactNode } from 'react';
import { PasswordLinkNotice } from '#components/account/password-link-notice.tsx';
import { Frame } from '#components/frame/frame.tsx';
import { places } from '#components/frame/places.ts';
import type { Access } from '#lib/service/auth/access.ts';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listFleet } from '#lib/service/fleet/list-fleet.ts';
import { newestPasswordLink } from '#lib/service/people/own-password-links.ts';
import { countWaitingRemediations } from '#lib/service/remediation/list-remediations.ts';

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const access = await requirePerson('target:read');
  const { name, email, role } = access.person;
  const [fleet, waiting, link] = await Promise.all([
    listFleet(access),
    waitingRemediations(access),
    requirePerson('self:manage').then(newestPasswordLink),
  ]);
  return (
    <Frame
      person={{ name, email, role }}
      places={places
        .filter((place) => access.may(place.can))
        .map((place) => ({ ...place, waiting: place.href === '/remediation' ? waiting : 0 }))}
      databases={fleet.map((target) => ({ id: target.id, name: target.name }))}
    >
      {link && <PasswordLinkNotice link={link} />}
      {children}
    </Frame>
  );
}

/** For the badge: none for somebody who may not see remediations. */
async function waitingRemediations(access: Access<'target:read'>): Promise<number> {
  return access.may('remediation:read')
    ? countWaitingRemediations(await requirePerson('remediation:read'))
    : 0;
}
