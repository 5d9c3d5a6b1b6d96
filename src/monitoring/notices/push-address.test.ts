import assert from "node:assert/strict";
import { test } from "node:test";
import { pushAddress } from "./push-address.ts";

const isTaken = (address: string, approved: string[] = []): boolean => pushAddress(address, approved).ok;

test("the push services of the browsers are asked", () => {
  for (const address of [
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://wns2-sg2p.notify.windows.com/w/?token=abc",
    "https://web.push.apple.com/abc",
  ])
    assert.equal(isTaken(address), true, address);
});
test("no other address is, whatever it looks like", () => {
  for (const address of [
    "http://fcm.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com.evil.example/x",
    "https://evilfcm.googleapis.com/x",
    "https://fcm.googleapis.com:8443/x",
    "https://user:word@fcm.googleapis.com/x",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://2130706433/x",
    "https://localhost/x",
    "https://.push.apple.com/x",
    "https://push.apple.com/x",
    "file:///etc/passwd",
    "",
  ])
    assert.equal(isTaken(address), false, address);
});
test("the operator may approve a host with its port, never the number of a machine", () => {
  assert.equal(isTaken("https://push.office.example:8443/x", ["push.office.example:8443"]), true);
  assert.equal(isTaken("https://push.office.example/x", ["push.office.example:8443"]), false);
  assert.equal(isTaken("https://10.0.0.8/x", ["10.0.0.8"]), false);
});
