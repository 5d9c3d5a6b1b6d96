import assert from "node:assert/strict";
import { test } from "node:test";
import { shortName } from "./short-name.ts";

test("parties are called what neighbours call each other", () => {
  assert.deepEqual(shortName({ zh: "天津市武清区", en: "Wuqing District, Tianjin" }), {
    zh: "武清",
    en: "Wuqing",
  });
  assert.deepEqual(shortName({ zh: "河北省廊坊市", en: "Langfang City, Hebei" }), {
    zh: "廊坊",
    en: "Langfang",
  });
  assert.deepEqual(shortName({ zh: "武清", en: "Wuqing" }), { zh: "武清", en: "Wuqing" });
  assert.deepEqual(shortName({ zh: "内蒙古自治区呼和浩特市" }), { zh: "呼和浩特", en: "呼和浩特" });
});
