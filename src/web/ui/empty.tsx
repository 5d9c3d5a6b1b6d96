import type { ReactNode } from "react";

/** Nothing here yet, and what a person can do about it. The three strands, not yet joined. */
export const Empty = ({ children, action }: { children: ReactNode; action?: ReactNode }) => (
  <div className="empty">
    <svg
      viewBox="0 0 120 54"
      aria-hidden="true"
      fill="none"
      stroke="#b9c6cc"
      strokeWidth="2.5"
      strokeLinecap="round"
    >
      <path d="M4 10h30c22 0 22 17 44 17" strokeDasharray="2 7" />
      <path d="M4 27h112" />
      <path d="M4 44h30c22 0 22-17 44-17" strokeDasharray="2 7" />
    </svg>
    <p>{children}</p>
    {action && <p style={{ marginTop: ".9rem" }}>{action}</p>}
  </div>
);
