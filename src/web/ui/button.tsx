import { useId, type ReactNode } from "react";

type Look = "main" | "ghost" | "quiet" | "danger";

/** Disabled with a reason instead of hidden: whoever looks for the button finds it, and reads why not now. */
export const Button = ({
  look = "main",
  reason,
  busy,
  keys,
  large,
  type = "button",
  onClick,
  children,
  showReason = true,
}: {
  look?: Look;
  reason?: string | undefined;
  busy?: boolean;
  keys?: string;
  large?: boolean;
  type?: "button" | "submit";
  onClick?: () => void;
  children: ReactNode;
  showReason?: boolean;
}) => {
  const id = useId();
  const off = Boolean(reason) || busy === true;
  return (
    <>
      <button
        type={type}
        className={`btn ${look === "main" ? "" : look} ${large ? "large" : ""}`}
        aria-disabled={off || undefined}
        aria-busy={busy || undefined}
        aria-describedby={reason ? id : undefined}
        title={reason}
        onClick={(event) => {
          if (!off) return onClick?.();
          event.preventDefault();
        }}
      >
        {children}
        {keys && <kbd>{keys}</kbd>}
      </button>
      {reason && (
        <span id={id} className={showReason ? "why" : "unseen"}>
          {reason}
        </span>
      )}
    </>
  );
};
