const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** When a window opens: days from 1, Monday, to 7; times as HH:MM of its own zone. */
export interface Opening {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** `Mon to Fri, 22:00 to 02:00`; `Sat, Sun, …`. */
export function openingWords({ days, from, to }: Opening): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const [first] = sorted;
  const last = sorted.at(-1);
  const run =
    first !== undefined && last !== undefined && sorted.length > 2 && last - first === sorted.length - 1;
  const said =
    sorted.length === 7
      ? 'every day'
      : run
        ? `${names[first - 1]} to ${names[last - 1]}`
        : sorted.map((day) => names[day - 1] ?? '').join(', ');
  return `${said}, ${from} to ${to}`;
}
