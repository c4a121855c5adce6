/** How far, as a bar and in words. Drawn as SVG: a width in a style attribute would need a hole in the page's CSP. */
export function Progress({ done, total, label }: { done: number; total: number; label: string }) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      className="h-1.5 w-full overflow-hidden rounded-sm bg-sunken"
    >
      <svg className="size-full" preserveAspectRatio="none" viewBox="0 0 100 1" aria-hidden="true">
        <rect className="fill-accent" width={share * 100} height="1" />
      </svg>
    </div>
  );
}
