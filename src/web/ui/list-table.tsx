import type { ReactNode } from "react";

/** A list of records, a row each. On a phone a row becomes a block whose cells say their `data-label` before them. */
export const ListTable = ({ heads, children }: { heads: readonly string[]; children: ReactNode }) => (
  <table className="list stack">
    <thead>
      <tr>
        {heads.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
);
