/** What comes from another node: pages, headers, events, requests and short answers. */
import { readFileSync } from "node:fs";
import { canonical, parseCanonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { done } from "#base/outcome.ts";
import { HeadAnswer, Hint } from "#exchange/contract.ts";
import { kindsOf } from "#exchange/capability.ts";
import { ReadAnswer } from "#exchange/ask-pages.ts";
import { readArrived } from "#exchange/receive.ts";
import { bodyOf, checkShape, readBody } from "#exchange/shape.ts";
import { leafOf } from "#protocol/leaf.ts";
import type { Page } from "#protocol/page.ts";
import { sealPage, signedBytes, startOfChain } from "#protocol/seal-page.ts";
import { signRequest, verifyRequest } from "#protocol/signed-request.ts";
import { verifyHeader, verifyPage } from "#protocol/verify-page.ts";
import { allKinds, longBody, sampleBodies } from "./samples.ts";
import { mutateText, mutateValue, oddValue, toText } from "./mutate.ts";
import type { Random } from "./random.ts";
import { signerOf } from "./signer.ts";
import { strangerReads } from "./stranger.ts";
import { promise, type Target } from "./target.ts";

const signer = signerOf("fuzz");
const [node, reader] = ["120114", "110112"];
const now = "2026-11-22T08:00:00.000Z";
const keyOfNode = () => done(signer.publicKey);
const keyOf = (party: string) => (party === node ? signer.publicKey : undefined);
const kinds = kindsOf([
  { name: "exchange", kinds: allKinds.slice(0, 1), apply: () => Promise.resolve() },
  { name: "all", kinds: allKinds.slice(1), apply: () => Promise.resolve() },
]);
const salt = "00112233445566778899aabbccddeeff";

const write = (value: unknown) => canonical(value);

const readEvent = (body: string): string => {
  const { digest, recorded } = readBody(body, node);
  promise(digest === sha256Hex(body), "the digest is that of the text");
  if (!recorded) return "NOT_AN_EVENT";
  promise(bodyOf(recorded.event) === body, "an event that is taken writes itself as it came");
  const shape = checkShape(kinds, recorded);
  if ("kind" in shape) return "ok";
  return shape.state === "waiting" ? shape.code : shape.refusal.code;
};

const newBody = (random: Random): string => {
  const body = random.onceIn(50) ? longBody : random.of(sampleBodies);
  if (random.onceIn(8)) return mutateText(random, body);
  return toText(random, mutateValue(random, JSON.parse(body) as unknown), write);
};

const bodyTarget: Target = {
  name: "event",
  share: 120,
  run: (random, note) => {
    const body = newBody(random);
    note(body);
    return readEvent(body);
  },
};

const heads = { [reader]: { number: 3, digest: "a".repeat(64) } };
const headerBase = sealPage(node, startOfChain, [leafOf("sha256", salt, "{}")], heads, now, signer).header;

const headerTarget: Target = {
  name: "header",
  share: 25,
  run: (random, note) => {
    const text = toText(random, mutateValue(random, headerBase), write);
    const signature = random.onceIn(8)
      ? mutateText(random, signer.sign(signedBytes(text)))
      : signer.sign(signedBytes(text));
    note({ text, signature });
    const read = verifyHeader(text, signature, node, keyOfNode);
    if (!read.ok) return read.refusal.code;
    promise(canonical(read.value) === text, "a header that is taken writes itself as it came");
    return "ok";
  },
};

const sealed = (bodies: readonly string[]): Page => {
  const leaves = bodies.map((body) => leafOf("sha256", salt, body));
  const { headerText: header, signature } = sealPage(node, startOfChain, leaves, heads, now, signer);
  return { header, signature, leaves: bodies.map((body) => ({ salt, body })) };
};
const goodAnswer = { pages: [sealed(sampleBodies.slice(0, 3))], head: 1 };

/** An answer of odd events under a good seal, or a good answer that was changed on its way. */
const newAnswer = (random: Random): string => {
  if (random.onceIn(2)) {
    const bodies = Array.from({ length: random.below(4) }, () => newBody(random));
    return JSON.stringify({ pages: [sealed(bodies)], head: 1 });
  }
  return toText(random, mutateValue(random, goodAnswer), (value) => JSON.stringify(value));
};

const asJson = (text: string): { value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

const pageTarget: Target = {
  name: "page",
  share: 18,
  run: (random, note) => {
    const text = newAnswer(random);
    note(text);
    const json = asJson(text);
    const answer = json && ReadAnswer.safeParse(json.value);
    if (!answer?.success) return "BAD_ANSWER";
    let [end, last] = [startOfChain, "empty"];
    for (const page of answer.data.pages as Page[]) {
      const verified = verifyPage(page, node, end, keyOfNode, now);
      if (!verified.ok) return verified.refusal.code;
      ({ end } = verified.value);
      for (const { recorded, body } of readArrived(verified.value, node, reader)) {
        last = "ok";
        promise(
          !recorded || bodyOf(recorded.event) === body,
          "an event that is taken writes itself as it came",
        );
        if (recorded) checkShape(kinds, recorded);
      }
    }
    return last;
  },
};

const request = { method: "POST", path: "/exchange/v1/hint", query: "?a=1", body: Buffer.from('{"head":3}') };
const goodHeaders = signRequest(request, node, reader, signer, now, "0123456789abcdef");

const requestTarget: Target = {
  name: "request",
  share: 130,
  run: (random, note) => {
    const headers: Record<string, string | string[] | undefined> = { ...goodHeaders };
    const name = random.of(Object.keys(headers));
    if (random.onceIn(6)) headers[name] = random.of([undefined, "", ["a", "b"], String(oddValue(random))]);
    else headers[name] = mutateText(random, String(headers[name]));
    const asked = random.onceIn(3)
      ? { ...request, path: mutateText(random, request.path), query: mutateText(random, request.query) }
      : request;
    const given = random.onceIn(4)
      ? { ...asked, body: Buffer.from(mutateText(random, '{"head":3}')) }
      : asked;
    note({ given, headers });
    const read = verifyRequest(given, headers, reader, keyOf, now);
    if (!read.ok) return read.refusal.code;
    const isSame =
      given.path === request.path && given.query === request.query && given.body.equals(request.body);
    promise(isSame && read.value.party === node, "only what was signed is believed");
    return "ok";
  },
};

const answerTarget: Target = {
  name: "answer",
  share: 90,
  run: (random, note) => {
    const head = { number: 3, digest: "a".repeat(64) };
    const good = random.of<unknown>([{ node, head, heads: { [reader]: head } }, { head: 3 }, { ok: true }]);
    const text = toText(random, mutateValue(random, good), write);
    note(text);
    const json = asJson(text);
    if (!json) return "BAD_ANSWER";
    return HeadAnswer.safeParse(json.value).success || Hint.safeParse(json.value).success ? "ok" : "INVALID";
  },
};

const vectorTexts = ["pages", "events", "requests"].map((name) =>
  readFileSync(new URL(`../../vectors/chain/${name}.json`, import.meta.url), "utf8").slice(0, 3_000),
);

const canonicalTarget: Target = {
  name: "canonical",
  share: 230,
  run: (random, note) => {
    const text = random.onceIn(2)
      ? toText(random, mutateValue(random, { a: [1, "é", null], b: { c: oddValue(random) } }), write)
      : mutateText(random, random.onceIn(20) ? random.of(vectorTexts) : random.of(sampleBodies));
    note(text);
    const value = parseCanonical(text);
    const strangers = strangerReads(text);
    promise((value === undefined) === (strangers === undefined), "our reader and the stranger's agree");
    if (value === undefined) return "NOT_CANONICAL";
    promise(canonical(value) === text, "what is read as canonical writes itself as it came");
    return "ok";
  },
};

export const chainTargets: readonly Target[] = [
  canonicalTarget,
  bodyTarget,
  headerTarget,
  pageTarget,
  requestTarget,
  answerTarget,
];
