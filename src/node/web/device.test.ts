import assert from "node:assert/strict";
import { test } from "node:test";
import { deviceOf } from "./device.ts";

test("a device is named as its owner knows it", () => {
  assert.equal(
    deviceOf("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"),
    "Chrome · Windows",
  );
  assert.equal(
    deviceOf(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
    ),
    "Safari · iPhone",
  );
  assert.equal(
    deviceOf("Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile MicroMessenger/8.0"),
    "WeChat · Android",
  );
});

test("a device that says nothing known has no name", () => {
  assert.equal(deviceOf("node"), undefined);
  assert.equal(deviceOf(undefined), undefined);
});
