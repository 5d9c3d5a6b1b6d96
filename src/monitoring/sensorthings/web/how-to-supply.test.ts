import assert from "node:assert/strict";
import { test } from "node:test";
import { howToSupply } from "./how-to-supply.ts";

const supplier = { name: "canal-office", token: "twl_abc" };
const stream = { station: "tumenlou", property: "ph" };

test("whoever gets a token is told where to send to, over HTTP and, where there is a port, MQTT", () => {
  const http = "https://example.org/api/sensorthings";
  const lines = howToSupply({ http, mqtt: "mqtt://example.org:7203" }, { ...supplier, stream });
  assert.match(
    lines.http,
    /Bearer twl_abc".* "https:\/\/example\.org\/api\/sensorthings\/v1\.1\/Datastreams\('tumenlou\.ph'\)\/Observations"$/,
  );
  assert.match(
    lines.mqtt!,
    /^mosquitto_pub -h example\.org -p 7203 -u canal-office -P 'twl_abc' .* -t "v1\.1\/Datastreams\('tumenlou\.ph'\)\/Observations"/,
  );
  assert.equal(howToSupply({ http }, { ...supplier, stream }).mqtt, undefined);
});

test("who supplies no station of a network makes things of its own", () => {
  const lines = howToSupply({ http: "http://localhost/api/sensorthings" }, supplier);
  assert.match(lines.http, /"http:\/\/localhost\/api\/sensorthings\/v1\.1\/Things"$/);
});
