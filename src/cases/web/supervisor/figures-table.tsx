import { Table, type TableColumnsType } from "antd";
import { AntdFrame } from "#web/desk/antd-frame.tsx";
import { useSaid, useWords } from "#web/language.tsx";
import { To } from "#web/to.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { byNeed, type Figure, type Shown } from "./figures.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  by: "item" | "party" | "step";
  rows: readonly Figure[];
  hrefOf: (key: string, light: Shown) => string;
};

/** Sorted by need at first, by any column after; each number opens the cases it counts. */
export const FiguresTable = ({ by, rows, hrefOf }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const figure = (light: Shown) => ({
    title: say(light),
    dataIndex: light,
    align: "right" as const,
    width: 92,
    sorter: (a: Figure, b: Figure) => a[light] - b[light],
    render: (n: number, row: Figure) =>
      n === 0 ? (
        <span className="count-link zero">0</span>
      ) : (
        <To
          className="count-link"
          href={hrefOf(row.key, light)}
          aria-label={say("opens", { n, what: said(row.name), light: say(light) })}
        >
          {n}
        </To>
      ),
  });
  const columns: TableColumnsType<Figure> = [
    {
      title: say(by),
      dataIndex: "name",
      render: (_, row) => (by === "party" ? <PartyName party={row.key} /> : said(row.name)),
      sorter: (a, b) => said(a.name).localeCompare(said(b.name), "zh-CN"),
    },
    {
      title: say("share"),
      key: "share",
      width: 130,
      responsive: ["md"],
      render: (_, row) => <Share row={row} />,
    },
    figure("open"),
    figure("red"),
    figure("yellow"),
    figure("green"),
    figure("closed"),
    {
      title: say("average"),
      dataIndex: "averageWorkdays",
      align: "right",
      width: 124,
      sorter: (a, b) => (a.averageWorkdays ?? -1) - (b.averageWorkdays ?? -1),
      render: (n: number | null) => (n === null ? <span className="muted">–</span> : n.toFixed(1)),
    },
  ];
  return (
    <AntdFrame>
      <Table<Figure>
        size="small"
        rowKey="key"
        pagination={false}
        columns={columns}
        dataSource={byNeed(rows)}
        scroll={{ x: 700 }}
        showSorterTooltip={false}
      />
    </AntdFrame>
  );
};

/** The numbers beside it say the same; the bar only makes the eye faster. */
const Share = ({ row }: { row: Figure }) => (
  <div className="bar" aria-hidden="true">
    {(["red", "yellow", "green"] as const).map(
      (light) => row[light] > 0 && <i key={light} className={light} style={{ flex: row[light] }} />,
    )}
  </div>
);
