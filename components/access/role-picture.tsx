import { PathPicture } from '#components/snapshot/path-picture.tsx';
import type { RoleMap } from '#lib/service/access/role-overview.ts';

const roles = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'role' : 'roles'}`;

/** Every membership at a glance; the list below holds every role. */
export function RolePicture({ map: { graph, alone, leftOut } }: { map: RoleMap }) {
  if (graph.nodes.length === 0) return null;
  const without =
    alone > 0 ? `; ${roles(alone)} without memberships ${alone === 1 ? 'is' : 'are'} only in the list` : '';
  const crowded = leftOut > 0 ? `; ${roles(leftOut)} with fewer members found no place` : '';
  return (
    <PathPicture
      graph={graph}
      title={`Members on the left, what they are members of on the right${without}${crowded}`}
      fileName="postern-roles.svg"
    />
  );
}
