export type Spot = { id: string; x: number; y: number };

/**
 * Moves labels of one size apart until none covers another, each as little as it takes; what they name stays where it
 * is. Deterministic, so that the map does not jump when values change.
 */
export const spreadLabels = (spots: readonly Spot[], width: number, height: number): Spot[] => {
  const placed = spots.map((spot) => ({ ...spot }));
  for (let round = 0; round < 400; round++) {
    let moved = false;
    for (const [n, a] of placed.entries())
      for (const b of placed.slice(n + 1)) {
        const overX = width - Math.abs(a.x - b.x);
        const overY = height - Math.abs(a.y - b.y);
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        // Along the shorter way out; of two at one spot the later goes down.
        if (overX < overY) {
          const step = (overX / 2 + 0.5) * (a.x < b.x ? -1 : 1);
          a.x += step;
          b.x -= step;
        } else {
          const step = (overY / 2 + 0.5) * (a.y <= b.y ? -1 : 1);
          a.y += step;
          b.y -= step;
        }
      }
    if (!moved) break;
  }
  return placed;
};
