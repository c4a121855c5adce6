import Link from 'next/link';
import type { ControlDetail } from '#components/coverage/control-detail.ts';
import { areaOrder } from '#components/ui/order.ts';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';

const words = { pass: 'pass', fail: 'fail', unknown: 'unknown', 'not-applicable': 'not applicable' };

/** Every control as one mark, by area: the whole verdict at a glance. A mark leads to what stands behind it. */
export function ControlStrip({
  controls,
  findingsHref,
}: {
  controls: readonly ControlDetail[];
  findingsHref: string;
}) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-4 gap-y-4">
      {areaOrder.map((area) => {
        const own = controls.filter((control) => control.area === area);
        if (own.length === 0) return null;
        return (
          <li key={area} className="grid content-start gap-1">
            <span className="text-fine capitalize text-ink-faint">{area}</span>
            <ul className="-ml-1.5 flex flex-wrap">
              {own.map((control) => (
                <li key={control.id} className="leading-none">
                  <Link
                    href={`${findingsHref}?control=${encodeURIComponent(control.id)}&accepted=all`}
                    title={`${control.title}: ${words[control.status]}${control.findings > 0 ? `, ${control.findings} findings` : ''}`}
                    className="grid size-6 place-items-center rounded-sm hover:bg-accent-wash"
                  >
                    <span className="sr-only">{control.title}: </span>
                    <VerdictMark mark={control.status} quiet />
                  </Link>
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}
