import type { CapAlert, CapArea, CapInformation, CapResource } from "./cap-alert.ts";
import type { CapFaultCode } from "./cap-fault.ts";
import { isCapTime } from "./cap-shape.ts";

type CapReference = { sender: string; identifier: string; sent: string };
type CapFinding = { code: CapFaultCode; at: string; detail?: Record<string, unknown> };

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
  ...(area.ceiling === undefined
    ? []
    : area.altitude === undefined
      ? [{ code: "CEILING_ALONE" as const, at: `${path}.ceiling` }]
      : Number(area.ceiling) < Number(area.altitude)
        ? [{ code: "CEILING_LOW" as const, at: `${path}.ceiling` }]
        : []),
];

const isBase64 = (text: string): boolean =>
  /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/\s+/g, ""));

/** RFC 2046: a type and a subtype, perhaps with parameters. */
const isMediaType = (text: string): boolean => /^[\w.+-]+\/[\w.+-]+(\s*;.*)?$/.test(text.trim());

const checkResource = (resource: CapResource, path: string): CapFinding[] => {
  const { mimeType, uri, derefUri, digest } = resource;
  const findings: CapFinding[] = [];
  if (!isMediaType(mimeType))
    findings.push({ code: "BAD_MEDIA_TYPE", at: `${path}.mimeType`, detail: { value: mimeType } });
  // A relative one only names what stands in derefUri.
  if (uri !== undefined && derefUri === undefined && !URL.canParse(uri))
    findings.push({ code: "NOT_ABSOLUTE", at: `${path}.uri`, detail: { value: uri } });
  if (derefUri !== undefined && !isBase64(derefUri))
    findings.push({ code: "BAD_BASE64", at: `${path}.derefUri` });
  if (digest !== undefined && !/^[0-9a-f]{40}$/i.test(digest.trim()))
    findings.push({ code: "BAD_DIGEST", at: `${path}.digest` });
  return findings;
};

const checkTimes = (times: Record<string, string | undefined>, path: string): CapFinding[] =>
  Object.entries(times).flatMap(([name, time]): CapFinding[] =>
    time?.endsWith("+00:00") ? [{ code: "UTC_PLUS", at: path + name }] : [],
  );

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
  const { web, effective, onset } = info;
  if (web !== undefined && !URL.canParse(web))
    findings.push({ code: "NOT_ABSOLUTE", at: `${path}.web`, detail: { value: web } });
  for (const [n, resource] of (info.resource ?? []).entries())
    findings.push(...checkResource(resource, `${path}.resource[${n + 1}]`));
  findings.push(...checkTimes({ effective, onset, expires }, `${path}.`));
  for (const [n, area] of (info.area ?? []).entries())
    findings.push(...checkArea(area, `${path}.area[${n + 1}]`));
  return findings;
};

/** Does this node know the message that another one refers to? Nobody is asked where a file stands alone. */
export type KnowsMessage = (reference: CapReference) => boolean;

/** What CAP 1.2 demands in words and its schema cannot say (data dictionary of §3.2, notes of §3.3). */
export const checkCap = (alert: CapAlert, knows?: KnowsMessage): CapFinding[] => {
  const findings: CapFinding[] = [];
  for (const name of ["identifier", "sender"] as const)
    if (alert[name] === "" || /[\s,<&]/.test(alert[name]))
      findings.push({ code: "NAME_CHARACTERS", at: name, detail: { name } });
  if (alert.scope === "Restricted" && !alert.restriction?.trim())
    findings.push({ code: "RESTRICTION_MISSING", at: "scope" });
  if (alert.scope === "Private" && !alert.addresses?.trim())
    findings.push({ code: "ADDRESSES_MISSING", at: "scope" });
  if (alert.scope !== "Restricted" && alert.restriction?.trim())
    findings.push({ code: "RESTRICTION_UNUSED", at: "restriction" });
  for (const name of ["addresses", "incidents"] as const)
    if ((alert[name]?.split('"').length ?? 1) % 2 === 0)
      findings.push({ code: "OPEN_QUOTE", at: name, detail: { name } });
  const why =
    alert.status === "Exercise" ? "status Exercise" : alert.msgType === "Error" ? "msgType Error" : "";
  if (why && !alert.note?.trim()) findings.push({ code: "NOTE_MISSING", at: "status", detail: { why } });
  findings.push(...checkTimes({ sent: alert.sent }, ""));
  const references = readReferences(alert.references ?? "");
  if (alert.msgType !== "Alert" && references.length === 0)
    findings.push({ code: "REFERENCES_MISSING", at: "msgType", detail: { type: alert.msgType } });
  for (const reference of references)
    if ("bad" in reference)
      findings.push({ code: "BAD_REFERENCE", at: "references", detail: { value: reference.bad } });
    else {
      const { sender, identifier, sent } = reference;
      const about = (code: CapFaultCode) =>
        findings.push({ code, at: "references", detail: { value: identifier } });
      if (sender === alert.sender && identifier === alert.identifier) about("REFERENCE_SELF");
      if (at(sent) > at(alert.sent)) about("REFERENCE_LATER");
      if (knows && !knows(reference)) about("REFERENCE_UNKNOWN");
    }
  for (const [n, info] of (alert.info ?? []).entries())
    findings.push(...checkInfo(info, alert.sent, `info[${n + 1}]`));
  return findings;
};
