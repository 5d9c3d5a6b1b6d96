/** What monitoring takes from outside: queries and paths of SensorThings, and CAP files. */
import { readCapBytes } from "#monitoring/incidents/cap/read-cap.ts";
import { writeCap } from "#monitoring/incidents/cap/write-cap.ts";
import { entityTypes } from "#monitoring/sensorthings/model.ts";
import { parseOptions } from "#monitoring/sensorthings/options.ts";
import { parsePath } from "#monitoring/sensorthings/path.ts";
import { mutateBytes, mutateText } from "./mutate.ts";
import { promise, type Target } from "./target.ts";

const queries = [
  "$filter=result gt 0.5 and phenomenonTime ge 2026-11-22T00:00:00Z&$orderby=phenomenonTime desc&$top=5",
  "$expand=Datastreams($select=name;$expand=Observations($top=1;$orderby=phenomenonTime desc))&$count=true",
  "$filter=startswith(name,'a''b') or not (length(description) add 2 mul -3 eq 7)&$skip=10",
  "$filter=st_within(location, geography'POLYGON((116 39,117 39,117 40,116 40,116 39))')&$resultFormat=dataArray",
  "$filter=Datastream/Thing/properties/x eq true and year(phenomenonTime) in (2025,2026)&$skiptoken=WzEsMl0",
];

const queryTarget: Target = {
  name: "sta-query",
  share: 60,
  run: (random, note) => {
    const type = random.of(Object.values(entityTypes));
    const query = mutateText(random, random.of(queries));
    note({ type: type.set, query });
    const read = parseOptions(query, type);
    if (!read.ok) return read.refusal.code;
    promise(read.value.skip >= 0 && (read.value.top ?? 0) >= 0, "counts are not negative");
    return "ok";
  },
};

const addresses = [
  "Things(1)/Datastreams('a''b')/Observations(3)/result/$value",
  "/Datastreams(2)/Thing/$ref",
  "Observations",
];

const pathTarget: Target = {
  name: "sta-path",
  share: 60,
  run: (random, note) => {
    const path = mutateText(random, random.of(addresses));
    note(path);
    const read = parsePath(path);
    return read.ok ? "ok" : read.refusal.code;
  },
};

const cap: Buffer = Buffer.from(
  writeCap({
    identifier: "tongwulang.110112.1",
    sender: "tongwulang.110112",
    sent: "2026-11-22T08:05:00+08:00",
    status: "Exercise",
    msgType: "Alert",
    scope: "Restricted",
    restriction: "值班机构",
    info: [
      {
        language: "zh-CN",
        category: ["Env"],
        event: "跨界断面水质预警",
        urgency: "Expected",
        severity: "Severe",
        certainty: "Observed",
        onset: "2026-11-22T08:00:00+08:00",
        expires: "2026-11-24T08:00:00+08:00",
        parameter: [{ valueName: "arrival:tumenlou", value: "2026-11-22T20:00:00+08:00" }],
        area: [
          {
            areaDesc: "北运河",
            polygon: ["39.7,116.8 39.8,116.8 39.8,116.9 39.7,116.8"],
            circle: ["39.7,116.8 2.5"],
            geocode: [{ valueName: "GB/T 2260", value: "131000" }],
          },
        ],
      },
    ],
  }),
);

const capTarget: Target = {
  name: "cap",
  share: 6,
  run: (random, note) => {
    const bytes = random.onceIn(3)
      ? mutateBytes(random, cap)
      : Buffer.from(mutateText(random, cap.toString()));
    note(bytes.toString("base64"));
    const read = readCapBytes(bytes);
    if (!read.ok) {
      promise(read.faults.length > 0, "what is not taken is told why");
      for (const { line, column } of read.faults) promise(line >= 1 && column >= 1, "a fault has its place");
      return read.faults[0]!.code;
    }
    const again = readCapBytes(Buffer.from(writeCap(read.alert)));
    promise(again.ok, "what is taken can be written and read again");
    return "ok";
  },
};

export const monitoringTargets: readonly Target[] = [queryTarget, pathTarget, capTarget];
