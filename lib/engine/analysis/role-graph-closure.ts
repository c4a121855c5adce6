/** Fixed-size bit sets over node numbers, as rows of 32-bit words. */
export type Bits = Uint32Array;

export function emptyBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

export function addBit(bits: Bits, at: number): void {
  const word = at >>> 5;
  bits[word] = (bits[word] ?? 0) | (1 << (at & 31));
}

export function hasBit(bits: Bits, at: number): boolean {
  return (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;
}

/** Adds all of `from` to `into`. */
export function uniteBits(into: Bits, from: Bits): void {
  const words = Math.min(into.length, from.length);
  for (let word = 0; word < words; word++) into[word] = (into[word] ?? 0) | (from[word] ?? 0);
}

/** Adds all of `from` to `into`; says whether anything was new. */
export function addBits(into: Bits, from: Bits): boolean {
  let fresh = 0;
  for (let word = 0; word < into.length; word++) {
    const before = into[word] ?? 0;
    const after = before | (from[word] ?? 0);
    fresh |= before ^ after;
    into[word] = after;
  }
  return fresh !== 0;
}

/** Whether some node is in both. */
export function share(one: Bits, other: Bits): boolean {
  return one.some((word, at) => (word & (other[at] ?? 0)) !== 0);
}

export function* members(bits: Bits): Generator<number> {
  for (let word = 0; word < bits.length; word++) {
    let left = bits[word] ?? 0;
    while (left !== 0) {
      const lowest = left & -left;
      yield word * 32 + 31 - Math.clz32(lowest);
      left ^= lowest;
    }
  }
}

/** Nodes reachable from the node of each index, itself included. */
export type Closure = readonly Bits[];

/** Depth-first postorder without recursion: chains of memberships may be ten thousand deep. */
function postorder(edges: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  const seen = new Uint8Array(edges.length);
  for (let root = 0; root < edges.length; root++) {
    if (seen[root]) continue;
    seen[root] = 1;
    const stack: { readonly node: number; next: number }[] = [{ node: root, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const child = edges[top.node]?.[top.next++];
      if (child === undefined) {
        order.push(top.node);
        stack.pop();
      } else if (!seen[child]) {
        seen[child] = 1;
        stack.push({ node: child, next: 0 });
      }
    }
  }
  return order;
}

/**
 * Reflexive transitive closure. PostgreSQL refuses cycles, so one pass in postorder settles it and the second finds
 * nothing to do; a hostile server's cycles only cost more passes.
 */
export function closureOf(edges: readonly (readonly number[])[]): Closure {
  const closure = edges.map((_, node) => {
    const bits = emptyBits(edges.length);
    addBit(bits, node);
    return bits;
  });
  const order = postorder(edges);
  for (let changed = true; changed; ) {
    changed = false;
    for (const node of order) {
      const bits = closure[node];
      if (!bits) continue;
      for (const child of edges[node] ?? []) {
        const reached = closure[child];
        if (reached && addBits(bits, reached)) changed = true;
      }
    }
  }
  return closure;
}

/** Shortest path by number of steps, both ends included; `null` where there is none. */
export function shortestPath(
  edges: readonly (readonly number[])[],
  from: number,
  to: number,
): number[] | null {
  const cameFrom = new Map<number, number>([[from, -1]]);
  let frontier = [from];
  while (frontier.length > 0 && !cameFrom.has(to)) {
    const next: number[] = [];
    for (const node of frontier) {
      for (const child of edges[node] ?? []) {
        if (cameFrom.has(child)) continue;
        cameFrom.set(child, node);
        next.push(child);
      }
    }
    frontier = next;
  }
  if (!cameFrom.has(to)) return null;
  const path: number[] = [];
  for (let at = to; at !== -1; at = cameFrom.get(at) ?? -1) path.push(at);
  return path.reverse();
}
