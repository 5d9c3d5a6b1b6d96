import type { CapAlert, CapArea, CapInformation } from "./cap-alert.ts";
import type { CapFaultCode } from "./cap-fault.ts";
import { isCapTime } from "./cap-shape.ts";

export type CapReference = { sender: string; identifier: string; sent: string };
export type CapFinding = { code: CapFaultCode; at: string; detail?: Record<string, unknown> };

/** The triplets of `references`; undefined where one has another form. */
const readReferences = (text: string): (CapReference | { bad: string })[] =>
  text
    .trim()
    .split(/\s+/)
    .filter((one) => one !== "")
    .map((one) => {
      const [sender, identifier, sent, ...more] = one.split(",");
      return sender && identifier && sent && more.length === 0 && isCapTime(sent)
        ? { sender, identifier, sent }
        : { bad: one };
    });

const at = (time: string): number => Temporal.Instant.from(time).epochMilliseconds;

const readPoint = (text: string): [number, number] | undefined => {
  const pair = /^([+-]?\d+(?:\.\d+)?),([+-]?\d+(?:\.\d+)?)$/.exec(text);
  if (!pair) return undefined;
  const [latitude, longitude] = [Number(pair[1]), Number(pair[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [latitude, longitude] : undefined;
};

const isPolygon = (text: string): boolean => {
  const points = text.trim().split(/\s+/).map(readPoint);
  const first = points[0];
  const last = points.at(-1);
  if (points.length < 4 || points.includes(undefined) || !first || !last) return false;
  return first[0] === last[0] && first[1] === last[1];
};

const isCircle = (text: string): boolean => {
  const [point, radius, ...more] = text.trim().split(/\s+/);
  return readPoint(point ?? "") !== undefined && /^\d+(\.\d+)?$/.test(radius ?? "") && more.length === 0;
};

const checkArea = (area: CapArea, path: string): CapFinding[] => [
  ...(area.polygon ?? []).flatMap((text, n): CapFinding[] =>
    isPolygon(text) ? [] : [{ code: "BAD_POLYGON", at: `${path}.polygon[${n + 1}]` }],
  ),
  ...(area.circle ?? []).flatMap((text, n): CapFinding[] =>
    isCircle(text) ? [] : [{ code: "BAD_CIRCLE", at: `${path}.circle[${n + 1}]` }],
  ),
  ...(area.ceiling !== undefined && area.altitude === undefined
    ? [{ code: "CEILING_ALONE" as const, at: `${path}.ceiling` }]
    : []),
];

const checkInfo = (info: CapInformation, sent: string, path: string): CapFinding[] => {
  const findings: CapFinding[] = [];
  const { expires } = info;
  const starts = [
    ["effective", info.effective ?? sent],
    ["onset", info.onset],
  ] as const;
  for (const [name, start] of starts)
    if (expires && start && at(expires.trim()) <= at(start.trim()))
      findings.push({ code: "EXPIRES_EARLY", at: `${path}.expires`, detail: { before: name } });
  for (const name of ["eventCode", "parameter"] as const)
    for (const [n, { valueName }] of (info[name] ?? []).entries())
      if (valueName.trim() === "")
        findings.push({ code: "EMPTY_NAME", at: `${path}.${name}[${n + 1}]`, detail: { name: "valueName" } });
  for (const [n, { digest }] of (info.resource ?? []).entries())
    if (digest !== undefined && !/^[0-9a-f]{40}$/i.test(digest.trim()))
      findings.push({ code: "BAD_DIGEST", at: `${path}.resource[${n + 1}].digest` });
  for (const [n, area] of (info.area ?? []).entries())
    findings.push(...checkArea(area, `${path}.area[${n + 1}]`));
  return findings;
};

/** Does this node know the message that another one refers to? Nobody is asked where a file stands alone. */
export type KnowsMessage = (reference: CapReference) => boolean;

/** What CAP 1.2 demands in words and its schema cannot say (§3.2, §3.3; data dictionary). */
export const checkCap = (alert: CapAlert, knows?: KnowsMessage): CapFinding[] => {
  const findings: CapFinding[] = [];
  for (const name of ["identifier", "sender"] as const)
    if (alert[name] === "" || /[\s,<&]/.test(alert[name]))
      findings.push({ code: "NAME_CHARACTERS", at: name, detail: { name } });
  if (alert.scope === "Restricted" && !alert.restriction?.trim())
    findings.push({ code: "RESTRICTION_MISSING", at: "scope" });
  if (alert.scope === "Private" && !alert.addresses?.trim())
    findings.push({ code: "ADDRESSES_MISSING", at: "scope" });
  const references = readReferences(alert.references ?? "");
  if (alert.msgType !== "Alert" && references.length === 0)
    findings.push({ code: "REFERENCES_MISSING", at: "msgType", detail: { type: alert.msgType } });
  for (const reference of references)
    if ("bad" in reference)
      findings.push({ code: "BAD_REFERENCE", at: "references", detail: { value: reference.bad } });
    else if (knows && !knows(reference))
      findings.push({ code: "REFERENCE_UNKNOWN", at: "references", detail: { value: reference.identifier } });
  for (const [n, info] of (alert.info ?? []).entries())
    findings.push(...checkInfo(info, alert.sent, `info[${n + 1}]`));
  return findings;
};
