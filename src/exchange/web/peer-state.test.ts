import assert from "node:assert/strict";
import test from "node:test";
import { shortDigest, stateOfPeer } from "./peer-state.ts";

const now = Date.parse("2026-11-22T08:00:00.000Z");
const peer = (secondsAgo: number, unacknowledgedPages = 0) => ({
  contactAt: new Date(now - secondsAgo * 1000).toISOString(),
  unacknowledgedPages,
  trouble: null,
});

test("a peer in the middle of a long poll is connected, however long the poll is held", () => {
  assert.equal(stateOfPeer(peer(24), now).colour, "green");
});

test("a quiet peer is yellow, and red when something of ours waits for it", () => {
  assert.deepEqual(stateOfPeer(peer(745), now), { colour: "yellow", word: "quiet", quietSeconds: 745 });
  assert.equal(stateOfPeer(peer(745, 2), now).colour, "red");
});

test("a peer never met has no colour, and a clock that is ahead gives no negative time", () => {
  assert.equal(stateOfPeer({ contactAt: null, unacknowledgedPages: 3, trouble: null }, now).word, "never");
  assert.equal(stateOfPeer(peer(-5), now).quietSeconds, 0);
});

test("a digest is shortened to its two ends", () => {
  assert.equal(shortDigest("0123456789abcdef".repeat(4)), "01234567…cdef");
});
