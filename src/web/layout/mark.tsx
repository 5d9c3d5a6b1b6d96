/** Three strands of a canal joining. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 34 34" aria-hidden="true">
    <rect width="34" height="34" rx="7" fill="#0b5a7d" />
    <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round">
      <path d="M6 9c7 0 8 8 14 8h8" />
      <path d="M6 17h22" opacity=".75" />
      <path d="M6 25c7 0 8-8 14-8" opacity=".9" />
    </g>
  </svg>
);
