import type { Permission } from '#lib/service/auth/permissions.ts';

/** The pages of the left navigation and of the palette, with what opens them. */
export interface Place {
  readonly href: string;
  readonly title: string;
  readonly can: Permission;
}

/** A place with how many things there wait for whoever looks. */
export interface CountedPlace extends Place {
  readonly waiting: number;
}

export const places: readonly Place[] = [
  { href: '/', title: 'Overview', can: 'target:read' },
  { href: '/databases', title: 'Databases', can: 'target:read' },
  { href: '/findings', title: 'Findings', can: 'finding:read' },
  { href: '/remediation', title: 'Remediation', can: 'remediation:read' },
  { href: '/coverage', title: 'Coverage', can: 'finding:read' },
  { href: '/threats', title: 'Threats', can: 'policy:read' },
  { href: '/controls', title: 'Controls', can: 'finding:read' },
  { href: '/frameworks', title: 'Frameworks', can: 'finding:read' },
  { href: '/reports', title: 'Reports', can: 'report:export' },
  { href: '/policy', title: 'Policy', can: 'policy:read' },
  { href: '/trail', title: 'Trail', can: 'trail:read' },
  { href: '/people', title: 'People', can: 'person:read' },
];
