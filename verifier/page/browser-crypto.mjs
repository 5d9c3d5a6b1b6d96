/** SHA-256 and Ed25519 as the browser has them. */
import { fromHex } from "../canonical.mjs";

export const browserCrypto = {
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)),
  isSigned: async (raw, bytes, signature) => {
    try {
      const key = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
      return await crypto.subtle.verify("Ed25519", key, signature, bytes);
    } catch (error) {
      if (error.name === "NotSupportedError") throw error;
      return false; // a key that is no point of the curve
    }
  },
};

/** Whether this browser can check at all: the first test of RFC 8032 §7.1. */
export const canCheck = async () => {
  try {
    const key = fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    const signature = fromHex(
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    );
    return await browserCrypto.isSigned(key, new Uint8Array(), signature);
  } catch {
    return false;
  }
};
