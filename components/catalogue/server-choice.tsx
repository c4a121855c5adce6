import { Segments } from '#components/snapshot/segments.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import type { Server } from '#lib/service/catalogue/fleet-verdicts.ts';

/** The whole fleet, or one server of it. Nothing to choose where there is only one. */
export function ServerChoice({
  base,
  servers,
  chosen,
}: {
  base: string;
  servers: readonly Server[];
  chosen: string | null;
}) {
  if (servers.length < 2) return null;
  return (
    <div className="flex">
      <Segments
        label="Server"
        segments={[
          { key: 'fleet', label: 'Whole fleet', href: base, chosen: chosen === null },
          ...servers.map(({ id, name }) => ({
            key: id,
            label: <Hostile text={name} />,
            href: `${base}?server=${encodeURIComponent(id)}`,
            chosen: id === chosen,
          })),
        ]}
      />
    </div>
  );
}
