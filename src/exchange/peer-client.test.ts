import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { keyRing } from "#base/key-ring.ts";
import type { ExchangeDeps } from "./deps.ts";
import { askHead } from "./ask-head.ts";
import { askPages } from "./ask-pages.ts";
import { paths } from "./contract.ts";
import { fetchAttachments } from "./fetch-attachments.ts";
import { ask, readJson } from "./peer-client.ts";
import { askRelay } from "./relay.ts";
import { newSigner } from "./test-parties.ts";

const servers: { close: () => unknown }[] = [];
after(() => servers.forEach((server) => server.close()));

const listening = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const signer = newSigner();
const keys = keyRing([signer], newSigner);
const deps = {
  here: "110112",
  keys,
  clock: () => new Date().toISOString(),
  attachments: { has: async () => false },
} as unknown as ExchangeDeps;
const nodeAt = (url: string) => ({ party: "120114", name: { zh: "武清" }, url, publicKey: signer.publicKey });

test("a peer that sends us elsewhere is not followed, so it cannot make us ask our own network", async () => {
  let asked = 0;
  const inside = await listening((_request, response) => {
    asked += 1;
    response.end("{}");
  });
  const seen = new Set<string>();
  const { signal } = new AbortController();
  for (const status of [301, 302, 303, 307, 308]) {
    const peer = nodeAt(
      await listening((request, response) => {
        seen.add(request.url!.split("?")[0]!);
        response.writeHead(status, { location: `${inside}/secret` }).end();
      }),
    );
    const answers = [
      await askHead(deps, peer, signal),
      await askPages(deps, peer, 0, 0, signal),
      await askRelay(deps, peer, "131000", 0, signal),
      await ask(deps, peer, { path: paths.hint, method: "POST", body: { head: 1 } }),
    ];
    for (const answer of answers) assert.equal(answer.ok ? "ok" : answer.refusal.code, "UNREACHABLE");
    const { refusal } = await fetchAttachments(deps, peer, ["a".repeat(64)], signal);
    assert.equal(refusal?.code, "UNREACHABLE");
  }
  assert.equal(asked, 0);
  const each = ["attachments/" + "a".repeat(64), "head", "hint", "pages", "relay/131000/pages"];
  assert.deepEqual(
    [...seen].toSorted(),
    each.map((path) => `/exchange/v1/${path}`),
  );
});

test("only the address in the agreement is asked, whatever the path says", async () => {
  const asked: string[] = [];
  const peer = await listening((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    response.end('{"ok":true}');
  });
  const answer = await ask(deps, nodeAt(peer), {
    path: "/exchange/v1/hint",
    method: "POST",
    body: { head: 1 },
  });
  assert.ok(answer.ok);
  assert.deepEqual(await readJson(answer.value), { ok: true, value: { ok: true } });
  assert.deepEqual(asked, [`${new URL(peer).host} /exchange/v1/hint`]);
});

test("a refusal of any form is a refusal", async () => {
  for (const body of ["null", "[]", '{"code":{"toString":1}}', "not json", ""]) {
    const peer = await listening((_request, response) => response.writeHead(500).end(body));
    const answer = await ask(deps, nodeAt(peer), { path: "/exchange/v1/head" });
    assert.equal(answer.ok ? "ok" : answer.refusal.code, "PEER_REFUSED", body);
  }
});
