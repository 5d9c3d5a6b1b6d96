import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Bundle } from "#agreements/agreement.ts";
import { networkFaults, networkKind } from "./check-network.ts";
import { Network } from "./network-schema.ts";
import {
  downstreamOf,
  findStation,
  partiesDownstream,
  pathsDownstream,
  targetIn,
  upstreamOf,
} from "./network.ts";

const folder = join(import.meta.dirname, "../../definitions/agreements/2023-integration-pilot");
const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), "utf8"));
const rivers = (): Network => Network.parse(read("networks/border-rivers.json"));
const air = (): Network => Network.parse(read("networks/regional-air.json"));
const parties = ["110112", "120114", "131000"];
const bundle = { agreement: { parties }, files: {} } as unknown as Bundle;
const codes = (network: Network, in_ = bundle): string[] =>
  networkFaults(network, in_).map(({ code }) => code);

const reach = (network: Network, from: string): Network["reaches"][number] =>
  network.reaches.find((one) => one.from === from)!;

describe("the networks of the agreement", () => {
  it("are sound, with the sections the three places really have", () => {
    assert.deepEqual(networkFaults(rivers(), bundle), []);
    assert.deepEqual(networkFaults(air(), bundle), []);
    assert.equal(findStation(rivers(), "tumenlou")?.codes?.cnemc, "土门楼");
    assert.equal(findStation(rivers(), "yanhecheng")?.party, undefined, "a reference that no node records");
  });

  it("say what nobody has published: estimates, approximate places, sample targets", () => {
    const { reaches, stations } = rivers();
    assert.ok(reaches.every(({ verified, source }) => !verified && source.includes("估计")));
    assert.ok(stations.every(({ place }) => place.accuracy === "approximate"));
    assert.ok(stations.every(({ targets }) => targets.every(({ year, sample }) => year === 2017 || sample)));
  });

  it("know who lies below whom", () => {
    assert.deepEqual(downstreamOf(rivers(), "yangwazha"), ["wangjiabai", "tumenlou"]);
    assert.deepEqual(upstreamOf(rivers(), "tumenlou"), ["wangjiabai", "laoxiaan", "qinying", "yangwazha"]);
    assert.deepEqual(partiesDownstream(rivers(), "yangwazha", parties), ["120114", "131000"]);
    assert.deepEqual(
      partiesDownstream(rivers(), "dawangwu", parties),
      ["120114"],
      "across the border at the section",
    );
    assert.deepEqual(pathsDownstream(rivers(), "tumenlou"), []);
  });

  it("hold a target from its year until the next", () => {
    const station = findStation(rivers(), "tumenlou")!;
    assert.equal(targetIn(station, 2016), undefined);
    assert.equal(targetIn(station, 2021)?.class, "V");
    assert.equal(targetIn(station, 2026)?.class, "IV");
  });
});

describe("a network that cannot be", () => {
  it("has a section that flows uphill by its river kilometres", () => {
    const network = rivers();
    findStation(network, "tumenlou")!.kmFromMouth = 99;
    const [fault] = networkFaults(network, bundle);
    assert.equal(fault?.code, "FLOWS_UPHILL");
    assert.equal(fault.pointer, `/reaches/${network.reaches.findIndex(({ to }) => to === "tumenlou")}`);
    assert.deepEqual([fault.detail?.from, fault.detail?.to], ["wangjiabai", "tumenlou"]);
  });

  it("has a section that flows uphill by its level", () => {
    const network = rivers();
    findStation(network, "sanxiaoying")!.elevationM = 9;
    findStation(network, "dawangwu")!.elevationM = 21;
    assert.deepEqual(codes(network), ["FLOWS_UPHILL"]);
  });

  it("runs in a circle", () => {
    const network = rivers();
    network.reaches.push({ ...reach(network, "wangjiabai"), from: "tumenlou", to: "yangwazha" });
    const circle = networkFaults(network, bundle).find(({ code }) => code === "REACH_IN_CIRCLE");
    assert.equal(circle?.detail?.path, "yangwazha → wangjiabai → tumenlou → yangwazha");
  });

  it("names a section or a river that is not there, or an unknown party", () => {
    const network = rivers();
    reach(network, "suzhuang").to = "wucunn";
    network.rivers[1]!.into = "nile";
    network.stations[0]!.party = "130100";
    assert.deepEqual(codes(network), ["PARTY_UNKNOWN", "RIVER_UNKNOWN", "STATION_UNKNOWN"]);
  });

  it("has two parties that record one station, also across files", () => {
    const network = rivers();
    network.stations.push({ ...findStation(network, "tumenlou")!, id: "tumenlou-2", party: "131000" });
    assert.deepEqual(codes(network), ["STATION_TWO_PARTIES"]);
    const other = { ...rivers(), id: "a-copy", stations: [network.stations.at(-1)!], reaches: [] };
    const files = { "networks/a-copy.json": other };
    assert.deepEqual(codes(rivers(), { ...bundle, files }), ["STATION_TWO_PARTIES"]);
  });

  it("has travel times that no river has, or high water slower than low", () => {
    const network = rivers();
    reach(network, "yangwazha").travel = [{ flow: "normal", velocityMPerS: 30, dispersionM2PerS: 10 }];
    const slower = reach(network, "suzhuang").travel;
    [slower[0]!.velocityMPerS, slower[2]!.velocityMPerS] = [0.5, 0.06];
    assert.deepEqual(codes(network), ["TRAVEL_IMPOSSIBLE", "TRAVEL_ORDER", "TRAVEL_ORDER"]);
  });

  it("is told in both languages, for every fault there is", () => {
    for (const [code, text] of Object.entries(networkKind.texts!))
      assert.ok(text.zh && text.en && text.next?.zh && text.next.en, code);
  });
});

it("says that water flows uphill whenever any reach of a river is turned round", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      fc.nat(),
      (lengths, n) => {
        const base = rivers();
        const [station, template] = [findStation(base, "tumenlou")!, reach(base, "yangwazha")];
        let km = lengths.reduce((sum, one) => sum + one, 0);
        const stations = [km, ...lengths.map((length) => (km -= length))].map((kmFromMouth, index) => ({
          ...station,
          id: `s${index}`,
          name: { zh: `断面${index}`, en: `Section ${index}` },
          codes: {},
          kmFromMouth,
        }));
        const reaches = lengths.map((lengthKm, index) => ({
          ...template,
          from: `s${index}`,
          to: `s${index + 1}`,
          lengthKm,
        }));
        const network = { ...base, stations, reaches };
        assert.deepEqual(codes(network), []);
        const turned = reaches[n % reaches.length]!;
        [turned.from, turned.to] = [turned.to, turned.from];
        assert.deepEqual(codes(network), ["FLOWS_UPHILL"]);
      },
    ),
  );
});
