import { Segments } from '#components/snapshot/segments.tsx';

export type AccessView = 'explorer' | 'roles' | 'paths';

/** The three views of who can do what. */
export function AccessNavigation({ base, here }: { base: string; here: AccessView }) {
  return (
    <Segments
      label="Views of access"
      segments={[
        { key: 'explorer', label: 'Explorer', href: `${base}/access`, chosen: here === 'explorer' },
        { key: 'roles', label: 'Roles', href: `${base}/access/roles`, chosen: here === 'roles' },
        { key: 'paths', label: 'Attack paths', href: `${base}/access/paths`, chosen: here === 'paths' },
      ]}
    />
  );
}
