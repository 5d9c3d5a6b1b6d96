import { useSaid } from "#web/language.tsx";
import type { AirLevel } from "../contract.ts";

/** A shape with as many corners more as the level is worse, so that the colour of the standard is never alone. */
const corners = (level: number): string =>
  Array.from({ length: level + 2 }, (_, n) => {
    const angle = (2 * Math.PI * n) / (level + 2) - Math.PI / 2;
    return `${(11 + 9 * Math.cos(angle)).toFixed(1)},${(11 + 9 * Math.sin(angle)).toFixed(1)}`;
  }).join(" ");

type Props = { levels: readonly AirLevel[]; standard: string; level: number | null };

/** The level of an index: shape, colour and word. */
export const AirLevelMark = ({ levels, standard, level }: Props) => {
  const said = useSaid();
  const found = levels.find((one) => one.standard === standard && one.level === level);
  if (!found) return <span className="muted">–</span>;
  return (
    <span className="class-word">
      <svg viewBox="0 0 22 22" aria-hidden="true">
        <polygon points={corners(found.level)} fill={found.hex} stroke="#1d2329" strokeWidth="1" />
      </svg>
      {said(found.name)}
    </span>
  );
};
