/** A length beside its figure; the figure says it, the bar only shows it. */
export const Bar = ({ share, isMarked }: { share: number; isMarked: boolean }) => (
  <span
    aria-hidden="true"
    style={{
      display: "block",
      height: ".5rem",
      width: `${Math.min(1, share) * 100}%`,
      background: isMarked ? "var(--amber)" : "var(--canal)",
    }}
  />
);
