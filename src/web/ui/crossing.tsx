import { useLayoutEffect, useRef, useState } from "react";
import type { WayPoint } from "#cases/view.ts";
import { useSaid, useWords } from "../language.tsx";
import { crossingShape, type Shape } from "./crossing-shape.ts";
import "./crossing.css";
import { PartyName, useParties, usePartyName } from "./parties.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  way: readonly WayPoint[];
  /** What each party does here, below its name. */ roles: Record<string, string>;
};

/** About how wide a short name stands in the heads' small type: a Chinese character takes the room of two letters. */
const widthRem = (name: string): number =>
  [...name].reduce((width, letter) => width + (letter > "\u2e80" ? 0.82 : 0.5), 0.5);

/** Drawn from real widths; the words are an ordered list, which is what a screen reader reads. */
export const Crossing = ({ way, roles }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, rem: 16 });
  useLayoutEffect(() => {
    const measure = () =>
      setSize({
        width: box.current?.clientWidth ?? 0,
        rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
      });
    measure();
    const observer = new ResizeObserver(measure);
    if (box.current) observer.observe(box.current);
    observer.observe(document.documentElement);
    return () => observer.disconnect();
  }, []);
  const parties = useParties();
  const partyName = usePartyName();
  const lanes = parties.map((one) => one.party);
  const headRem = Math.max(0, ...lanes.map((party) => widthRem(partyName(party))));
  const shape = crossingShape(way, lanes, { ...size, headRem });
  return (
    <figure className={`crossing ${shape.upright ? "upright" : ""}`} aria-label={useWords(zh, en)("way")}>
      {shape.upright && (
        <div className="heads" aria-hidden="true">
          {lanes.map((party, at) => (
            <span key={party} style={{ left: size.rem * 1.2 + at * shape.column, maxWidth: shape.column }}>
              <PartyName party={party} />
            </span>
          ))}
        </div>
      )}
      <div className="picture" ref={box} style={{ height: shape.height }}>
        {size.width > 0 && (
          <>
            {shape.upright
              ? lanes.map((party, at) => (
                  <i key={party} className="rail" style={{ left: size.rem * 1.2 + at * shape.column }} />
                ))
              : lanes.map((party, at) => (
                  <div
                    key={party}
                    className="lane"
                    style={{ top: (shape.height / lanes.length) * at, height: shape.height / lanes.length }}
                  >
                    <div>
                      <PartyName party={party} />
                      <small>{roles[party]}</small>
                    </div>
                  </div>
                ))}
            <Lines shape={shape} />
            <Stops way={way} shape={shape} lanes={lanes.length} rem={size.rem} />
          </>
        )}
      </div>
    </figure>
  );
};

const Lines = ({ shape }: { shape: Shape }) => (
  <svg width={shape.width} height={shape.height} aria-hidden="true">
    {shape.stretches.map((stretch, at) => (
      <path key={at} d={stretch.d} className={stretch.ahead ? "ahead" : "went"} />
    ))}
    {shape.marks.map((mark, at) => (
      <circle
        key={at}
        cx={mark.x}
        cy={mark.y}
        r={mark.state === "now" ? 10 : 6}
        className={mark.state === "ahead" ? "next" : mark.state}
      />
    ))}
  </svg>
);

const Stops = ({
  way,
  shape,
  lanes,
  rem,
}: {
  way: readonly WayPoint[];
  shape: Shape;
  lanes: number;
  rem: number;
}) => {
  const said = useSaid();
  const say = useWords(zh, en);
  const partyName = usePartyName();
  return (
    <ol>
      {way.map((point, at) => {
        const mark = shape.marks[at]!;
        const place = shape.upright
          ? { top: mark.y, left: rem * 1.2 + lanes * shape.column }
          : { top: mark.y, left: mark.x - shape.column / 2, width: shape.column };
        const leavesDown = !shape.upright && (shape.marks[at + 1]?.y ?? 0) > mark.y; // its words make room for the line
        return (
          <li key={at} className={`${point.state} ${leavesDown ? "down" : ""}`} style={place}>
            <b>{said(point.label)}</b>
            <span className="unseen">{` · ${partyName(point.party)} · ${say(point.state)} `}</span>
            {point.under && (
              <small>
                {said(point.under)
                  .split(" · ")
                  .map((line) => (
                    <span key={line}>{line} </span>
                  ))}
              </small>
            )}
          </li>
        );
      })}
    </ol>
  );
};
