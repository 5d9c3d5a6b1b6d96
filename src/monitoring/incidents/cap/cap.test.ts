import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { validateXML } from "xmllint-wasm";
import { newPrivateKey, signerFromPem } from "#base/signature.ts";
import type { CapAlert } from "./cap-alert.ts";
import type { CapFaultCode } from "./cap-fault.ts";
import { alertShape, type Shape } from "./cap-shape.ts";
import { checkCap } from "./check-cap.ts";
import { readCap, readCapBytes } from "./read-cap.ts";
import { signCap, verifyCap } from "./sign-cap.ts";
import { warning } from "./test-warning.ts";
import { writeCap } from "./write-cap.ts";

const schema = await readFile(join(import.meta.dirname, "../../../../vectors/cap/CAP-v1.2.xsd"), "utf8");
const isValid = async (xml: string): Promise<boolean> =>
  (await validateXML({ xml: [{ fileName: "message.xml", contents: xml }], schema: [schema] })).valid;

const codes = (xml: string): CapFaultCode[] => {
  const read = readCap(xml);
  return read.ok ? [] : read.faults.map(({ code }) => code);
};

test("a message is valid against the OASIS schema and comes back as it was written", async () => {
  const xml = writeCap(warning);
  assert.equal(await isValid(xml), true);
  const read = readCap(xml);
  assert.deepEqual(read, { ok: true, alert: warning, remarks: [] });
});

test("a signed message is still valid, is verified with the key it names, and one changed character is noticed", async () => {
  const signer = signerFromPem(newPrivateKey());
  const signed = signCap(writeCap(warning), signer);
  assert.equal(await isValid(signed), true);
  const find = (keyId: string) => (keyId === signer.keyId ? signer.publicKey : undefined);
  const verified = verifyCap(signed, find);
  assert.ok(verified.ok);
  assert.equal(verified.keyId, signer.keyId);
  const read = readCap(verified.signed);
  assert.ok(read.ok);
  assert.deepEqual(read.alert, warning);
  assert.deepEqual(verifyCap(signed.replace("3.4 mg/L", "0.4 mg/L"), find), {
    ok: false,
    why: "not-signed-so",
  });
  assert.deepEqual(
    verifyCap(signed, () => undefined),
    { ok: false, why: "unknown-key" },
  );
  assert.deepEqual(verifyCap(writeCap(warning), find), { ok: false, why: "unsigned" });
});

test("the digest in the signature is that of the message in exclusive canonical form, computed by another program", async () => {
  const xml = writeCap(warning);
  const signed = signCap(xml, signerFromPem(newPrivateKey()));
  // Only the root declares a namespace, so inclusive canonical form, which libxml2 writes, is the same.
  const { normalized } = await validateXML({
    xml: [{ fileName: "m.xml", contents: xml }],
    schema: [schema],
    normalization: "c14n",
  });
  const digest = createHash("sha256").update(normalized.trimEnd()).digest("base64");
  assert.ok(signed.includes(`<ds:DigestValue>${digest}</ds:DigestValue>`));
});

test("a message that is moved under another one does not count as signed", () => {
  const signer = signerFromPem(newPrivateKey());
  const signed = signCap(writeCap(warning), signer);
  const inner = signed.replace(/<\?xml[^>]*\?>\s*/, "");
  const wrapped = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>x</identifier>${inner}</alert>`;
  assert.equal(verifyCap(wrapped, () => signer.publicKey).ok, false);
});

test("an SM2 node's message carries no signature inside: no identifier is registered for it", () => {
  const signer = signerFromPem(newPrivateKey("sm2-sm3"));
  const xml = writeCap(warning);
  assert.equal(signCap(xml, signer), xml);
});

test("what the schema refuses is refused here too, with line and column", async () => {
  const good = writeCap(warning);
  const bad: [string, string, CapFaultCode][] = [
    ["<status>Exercise</status>", "<status>Drill</status>", "NOT_ONE_OF"],
    ["2026-11-22T08:05:00+08:00", "2026-11-22T00:05:00Z", "NOT_A_TIME"],
    ["2026-11-22T08:05:00+08:00", "2026-02-30T08:05:00+08:00", "NOT_A_TIME"],
    ["2026-11-22T08:05:00+08:00", "Monday 09 feb 2021", "NOT_A_TIME"],
    ["<category>Env</category>", "<category>A</category>", "NOT_ONE_OF"],
    ["<category>Env</category>", "", "MISSING"],
    ["<msgType>Alert</msgType>", "<msgType>Alert</msgType><msgType>Alert</msgType>", "TOO_MANY_TIMES"],
    ["<event>", '<event lang="zh">', "UNKNOWN_ATTRIBUTE"],
    ["<scope>", "stray<scope>", "STRAY_TEXT"],
    ["<scope>Restricted</scope>", "<scope>Restricted</scope><colour>red</colour>", "UNKNOWN_ELEMENT"],
    ["urn:oasis:names:tc:emergency:cap:1.2", "urn:oasis:names:tc:emergency:cap:1.1", "NOT_CAP"],
  ];
  for (const [from, to, code] of bad) {
    const xml = good.replace(from, to);
    assert.notEqual(xml, good);
    assert.equal(await isValid(xml), false, to);
    assert.deepEqual(codes(xml).slice(0, 1), [code], to);
  }
  const read = readCap(good.replace("<status>Exercise</status>", "<status>Drill</status>"));
  assert.ok(!read.ok);
  assert.deepEqual(
    { line: read.faults[0]!.line, column: read.faults[0]!.column, at: read.faults[0]!.at },
    {
      line: 6,
      column: 3,
      at: "status",
    },
  );
});

test("what the schema lets through and the standard forbids is refused with its place", async () => {
  const restriction = `<restriction>${warning.restriction}</restriction>`;
  const bad: [string, string, CapFaultCode][] = [
    ["39.8,116.9 39.7,116.8</polygon>", "39.8,116.9 39.7,116.9</polygon>", "BAD_POLYGON"],
    ["39.8,116.8 39.8,116.9 39.7", "39.8,116.8 39.7", "BAD_POLYGON"],
    ["<polygon>39.7,116.8", "<polygon>116.8,39.7", "BAD_POLYGON"],
    ["39.7,116.8 2.5", "39.7,116.8", "BAD_CIRCLE"],
    ["<msgType>Alert", "<msgType>Ack", "REFERENCES_MISSING"],
    ["<scope>Restricted", "<scope>Private", "ADDRESSES_MISSING"],
    ["2026-11-24T08:00:00+08:00", "2026-11-21T08:00:00+08:00", "EXPIRES_EARLY"],
    ["<sender>tongwulang.110112", "<sender>tong wulang", "NAME_CHARACTERS"],
    ["<sender>tongwulang.110112", "<sender>tong,wulang", "NAME_CHARACTERS"],
    ["<identifier>tongwulang", "<identifier>tong&lt;wulang", "NAME_CHARACTERS"],
    ["<identifier>tongwulang", "<identifier>tong&amp;wulang", "NAME_CHARACTERS"],
    [restriction, "", "RESTRICTION_MISSING"],
    ["<note>", '<addresses>a "b c</addresses><note>', "OPEN_QUOTE"],
    ["</note>", '</note><incidents>"a b</incidents>', "OPEN_QUOTE"],
    ["</note>", "</note><references>a,b</references>", "BAD_REFERENCE"],
    ["</note>", "</note><references>a,b,2026-11-22T08:05:00Z</references>", "BAD_REFERENCE"],
    ["<valueName>arrival:tumenlou", "<valueName>", "EMPTY_NAME"],
    ["https://example.org/incident", "incident.html", "NOT_ABSOLUTE"],
    ["<mimeType>image/jpeg", "<mimeType>jpeg", "BAD_MEDIA_TYPE"],
    ["<derefUri>aGVsbG8=", "<derefUri>hello", "BAD_BASE64"],
    ["<derefUri>aGVsbG8=</derefUri>", "", "NOT_ABSOLUTE"],
    ["<digest>aaf4", "<digest>", "BAD_DIGEST"],
    ["<altitude>100</altitude>", "", "CEILING_ALONE"],
    ["<ceiling>200", "<ceiling>50", "CEILING_LOW"],
  ];
  for (const [from, to, code] of bad) {
    const xml = writeCap(warning).replace(from, to);
    assert.notEqual(xml, writeCap(warning), to);
    assert.equal(await isValid(xml), true, to);
    assert.ok(codes(xml).includes(code), to);
  }
  const polygon = readCap(writeCap(warning).replace("39.8,116.9 39.7,116.8</", "39.8,116.9 39.7,116.9</"));
  assert.ok(!polygon.ok);
  assert.equal(polygon.faults[0]!.at, "info[1].area[1].polygon[1]");
  assert.equal(polygon.faults[0]!.line, 35);
});

test("of a file that is wrong throughout the first faults are listed, and how many more there are", () => {
  const lines = "<a/>\n".repeat(50_000);
  const read = readCap(`<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">\n${lines}</alert>`);
  assert.ok(!read.ok);
  assert.equal(read.faults.length, 101);
  assert.deepEqual([read.faults[99]!.line, read.faults[99]!.column], [101, 1]);
  assert.match(read.faults[100]!.en, /49906 more/); // and the six elements that are missing
});

test("what the standard only advises, or says otherwise without a change of meaning, is told and the message taken", async () => {
  const odd: [string, string, CapFaultCode, string][] = [
    ["<sent>2026-11-22T08:05:00+08:00", "<sent>2026-11-22T00:05:00+00:00", "UTC_PLUS", "sent"],
    ["<onset>2026-11-22T08:00:00+08:00", "<onset>2026-11-22T00:00:00+00:00", "UTC_PLUS", "info[1].onset"],
    ["<scope>Restricted", "<scope>Public", "RESTRICTION_UNUSED", "restriction"],
    ["<note>示例：北运河联合演练</note>", "", "NOTE_MISSING", "status"],
    ["<event>跨界断面水质预警", "<event>", "EMPTY", "info[1].event"],
    [
      "</note>",
      "</note><references>a,b,2026-11-23T08:05:00+08:00</references>",
      "REFERENCE_LATER",
      "references",
    ],
  ];
  for (const [from, to, code, where] of odd) {
    const xml = writeCap(warning).replace(from, to);
    assert.equal(await isValid(xml), true, to);
    const read = readCap(xml);
    assert.ok(read.ok, to);
    assert.deepEqual(
      read.remarks.map((one) => [one.code, one.at]),
      [[code, where]],
    );
    assert.ok(read.remarks[0]!.line > 1);
  }
  const utc = readCap(writeCap({ ...warning, sent: "2026-11-22T00:05:00-00:00" }));
  assert.ok(utc.ok);
  assert.deepEqual(utc.remarks, [], "UTC as the standard writes it");
});

type XmlNode = Record<string, unknown> & { ":@"?: Record<string, string> };

test("the reader's own table is the schema, element by element: order, occurrence, type and enumeration", () => {
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: "" });
  const childrenOf = (node: XmlNode): XmlNode[] =>
    Object.entries(node).flatMap(([key, value]) => (key === ":@" ? [] : Array.isArray(value) ? value : []));
  /** The first below that has the tag, without going into further elements. */
  const find = (node: XmlNode, tag: string): XmlNode | undefined => {
    for (const one of childrenOf(node)) {
      const found = tag in one ? one : "element" in one ? undefined : find(one, tag);
      if (found) return found;
    }
    return undefined;
  };
  const shapeOf = (node: XmlNode): Shape => {
    const { name, ref, type, minOccurs, maxOccurs } = node[":@"]!;
    const restriction = find(node, "restriction");
    const options = childrenOf(restriction ?? {}).flatMap((one) =>
      "enumeration" in one ? one[":@"]!["value"]! : [],
    );
    const text = (type ?? restriction?.[":@"]?.["base"] ?? "xs:string").slice(3) as "string";
    const sequence = find(node, "sequence");
    return {
      name: name ?? ref!.slice(4),
      required: minOccurs !== "0",
      many: maxOccurs === "unbounded",
      is: sequence ? { children: shapesIn(sequence) } : options.length > 0 ? options : text,
    };
  };
  const shapesIn = (sequence: XmlNode): Shape[] =>
    childrenOf(sequence)
      .filter((one) => "element" in one)
      .map(shapeOf);
  const root = (parser.parse(schema) as XmlNode[]).find((node) => "schema" in node)!;
  const alert = childrenOf(root).find((node) => node[":@"]?.["name"] === "alert")!;
  assert.deepEqual(shapesIn(find(alert, "sequence")!), alertShape);
});

test("references are triplets, and a message that this node does not know is said to be unknown", () => {
  const ack = { ...warning, msgType: "Ack" as const, references: "a,b,2026-11-22T08:05:00+08:00" };
  const self = { ...ack, references: `${ack.sender},${ack.identifier},${ack.sent}` };
  assert.deepEqual(
    checkCap(self).map(({ code }) => code),
    ["REFERENCE_SELF"],
  );
  const unknown = readCap(writeCap(ack), () => false);
  assert.ok(unknown.ok);
  assert.deepEqual([unknown.remarks[0]!.code, unknown.remarks[0]!.line], ["REFERENCE_UNKNOWN", 11]);
  assert.deepEqual(checkCap(ack), []);
  assert.deepEqual(
    checkCap(ack, () => false).map(({ code }) => code),
    ["REFERENCE_UNKNOWN"],
  );
  assert.deepEqual(
    checkCap({ ...ack, references: "a,b" }).map(({ code }) => code),
    ["BAD_REFERENCE"],
  );
});

test("nothing outside the file is ever read, and nothing grows", () => {
  const secret = `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>`;
  assert.deepEqual(codes(writeCap(warning).replace("<alert", `${secret}\n<alert`)), ["DOCUMENT_TYPE"]);
  assert.deepEqual(codes(writeCap(warning).replace("氨氮", "&x;")), ["UNKNOWN_ENTITY"]);
  assert.deepEqual(codes(`<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">`), ["NOT_XML"]);
  assert.deepEqual(codes("<a/><b/>"), ["NOT_XML"]);
  assert.deepEqual(codes("x".repeat(2 * 1024 * 1024)), ["TOO_LONG"]);
  const latin = readCapBytes(Buffer.from(writeCap(warning).replace("氨氮", "\u00e9"), "latin1"));
  assert.ok(!latin.ok && latin.faults[0]!.code === "NOT_UTF8");
});

const words = fc.string({ unit: "grapheme", maxLength: 30 });
const time = fc
  .integer({ min: Date.UTC(2000, 0), max: Date.UTC(2090, 0) })
  .map((ms) => `${new Date(ms).toISOString().slice(0, 19)}+08:00`);

test("whatever words a message carries, it is valid and reads back as they were, signed or not", async () => {
  const signer = signerFromPem(newPrivateKey());
  await fc.assert(
    fc.asyncProperty(words, words, time, async (headline, note, sent) => {
      const clean = (text: string) =>
        text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
      const { onset: _, expires: __, ...info } = warning.info![0]!;
      const message: CapAlert = {
        ...warning,
        sent,
        note: clean(note),
        info: [{ ...info, headline: clean(headline) }],
      };
      const xml = writeCap(message);
      const read = readCap(xml);
      assert.ok(read.ok);
      assert.deepEqual(read.alert, message);
      const verified = verifyCap(signCap(xml, signer), () => signer.publicKey);
      assert.ok(verified.ok);
      const signed = readCap(verified.signed);
      assert.ok(signed.ok);
      assert.deepEqual(signed.alert, message);
      assert.equal(await isValid(xml), true);
    }),
    { numRuns: 25 },
  );
});
