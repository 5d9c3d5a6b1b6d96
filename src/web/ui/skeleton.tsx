import { useWords } from "../language.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Holds the place of what is being read, so that nothing jumps when it comes. */
export const Skeleton = ({ lines = 4, height }: { lines?: number; height?: string }) => (
  <div className="skeleton" role="status" style={height ? { minHeight: height } : undefined}>
    {Array.from({ length: lines }, (_, at) => (
      <span key={at} style={{ width: `${[92, 78, 85, 60, 70][at % 5]}%` }} />
    ))}
    <b className="unseen">{useWords(zh, en)("loading")}</b>
  </div>
);
