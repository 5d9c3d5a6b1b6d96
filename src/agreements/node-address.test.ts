import assert from "node:assert/strict";
import { test } from "node:test";
import { isNodeAddress, isOneNetwork } from "./node-address.ts";

test("a node's address is plain web", () => {
  for (const good of [
    "https://node.tongzhou.example",
    "http://10.0.0.7:7101",
    "https://[2001:db8::1]/",
    "http://localhost:1",
  ])
    assert.equal(isNodeAddress(good), true, good);
  for (const bad of [
    "",
    "node",
    "file:///etc/passwd",
    "ftp://node.example",
    "gopher://node.example",
    "javascript:1",
    "https://user@node.example",
    "https://:word@node.example",
    "http://169.254.169.254/",
    "http://[fe80::1]/",
    "http://0.0.0.0:7101",
    "http://[::]:7101",
    "http://[::ffff:169.254.169.254]/",
    "http://2852039166/",
    "https://",
  ])
    // prettier-ignore
    assert.equal(isNodeAddress(bad), false, bad);
});

test("among nodes on several machines none is called this very machine", () => {
  assert.equal(isOneNetwork(["http://127.0.0.1:7101", "http://localhost:7102", "http://[::1]:7103"]), true);
  assert.equal(isOneNetwork(["https://a.example", "https://b.example"]), true);
  for (const own of [
    "http://127.0.0.1",
    "http://127.1",
    "http://2130706433",
    "http://0x7f.1",
    "http://db.localhost",
    "http://[::ffff:127.0.0.1]",
  ])
    // prettier-ignore
    assert.equal(isOneNetwork(["https://a.example", own]), false, own);
});
