/** Texts and bytes as docs/exchange-format.md §1 has them: RFC 8785, lower-case hex, base64url of one spelling. */

export const utf8 = (text) => new TextEncoder().encode(text);

export const concat = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

export const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const fromHex = (hex) =>
  Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));

/** The bytes, or undefined if the text is no base64url or not the one canonical spelling. */
export const fromBase64url = (text) => {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) =>
    char.charCodeAt(0),
  );
  const again = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  return again === text ? bytes : undefined;
};

const hasLoneSurrogate = (text) => /[\ud800-\udfff]/u.test(text);

const maxDepth = 100;

export const canonical = (value, depth = 0) => {
  const within = (one) => canonical(one, depth + 1);
  if (value && typeof value === "object" && depth === maxDepth) throw new Error("nested too deep");
  if (Array.isArray(value)) return `[${value.map(within).join(",")}]`;
  if (value && typeof value === "object") {
    if (Object.hasOwn(value, "__proto__")) throw new Error("a name that is not allowed");
    return `{${Object.keys(value)
      .sort() // by UTF-16 code units, as RFC 8785 §3.2.3 asks
      .map((name) => `${within(name)}:${within(value[name])}`)
      .join(",")}}`;
  }
  if (typeof value === "string" && hasLoneSurrogate(value)) throw new Error("lone surrogate");
  return JSON.stringify(value);
};

/** The value of a text that is canonical, else undefined. Doubled names and other spellings do not come out the same. */
export const parseCanonical = (text) => {
  try {
    const value = JSON.parse(text);
    return canonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
};
