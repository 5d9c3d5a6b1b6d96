import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { RawAnswer, RawRequest, RawRoute } from "#base/raw-route.ts";
import type { Asker } from "./access.ts";
import { answer, type Request } from "./answer.ts";
import { answerBatch } from "./batch.ts";
import { edition11 } from "./naming.ts";
import type { SensorThings } from "./undertake.ts";

/** `Bearer TOKEN`, or Basic with the token as password: what every client can send. */
export const tokenOf = (authorization: string | null): string | undefined => {
  const [scheme = "", text = ""] = (authorization ?? "").split(" ");
  if (scheme.toLowerCase() === "bearer") return text;
  if (scheme.toLowerCase() !== "basic") return undefined;
  const pair = Buffer.from(text, "base64").toString("utf8");
  return pair.slice(pair.indexOf(":") + 1);
};

export const askerWithToken = async (sta: SensorThings, token: string): Promise<Outcome<Asker>> => {
  const supplier = await sta.findSupplier(token);
  return supplier ? done({ kind: "supplier", ...supplier }) : refuse("SUPPLIER_UNKNOWN");
};

const askerOf = async (
  sta: SensorThings,
  { headers, caller, countAnonymous }: RawRequest,
): Promise<Outcome<Asker>> => {
  const token = tokenOf(headers.get("authorization"));
  if (token !== undefined) {
    const asker = await askerWithToken(sta, token);
    const tooMany = asker.ok ? undefined : countAnonymous();
    return tooMany ? { ok: false, refusal: tooMany } : asker;
  }
  if (caller && caller.role !== "applicant") return done({ kind: "person", caller });
  const tooMany = countAnonymous();
  return tooMany ? { ok: false, refusal: tooMany } : done({ kind: "anyone" });
};

const readBody = (body: Uint8Array): Outcome<unknown> => {
  try {
    return done(body.length === 0 ? undefined : JSON.parse(Buffer.from(body).toString("utf8")));
  } catch (error) {
    return refuse("STA_BODY", { what: (error as Error).message });
  }
};

const servicePath = `/api/sensorthings/${edition11.path}`;
const maxBytes = 20 * 1024 * 1024;

/** The SensorThings addresses over HTTP. */
export const sensorThingsRoute = (sta: SensorThings): RawRoute => ({
  path: servicePath,
  methods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
  maxBytes,
  answer: async (raw): Promise<Outcome<RawAnswer>> => {
    const asker = await askerOf(sta, raw);
    if (!asker.ok) return asker;
    const [below = "", query = ""] = raw.below.split(/\?(.*)/s);
    const path = below.replace(/^\/+|\/+$/g, "");
    const root = `${raw.origin}${servicePath}`;
    const request: Request = {
      method: raw.method,
      path,
      query,
      root,
      asker: asker.value,
      way: "sensorthings",
    };
    if (path === "$batch" && raw.method === "POST")
      return answerBatch(sta, request, raw.headers.get("content-type") ?? "", raw.body, raw.problem);
    const body = readBody(raw.body);
    return body.ok ? answer(sta, { ...request, body: body.value }) : body;
  },
});
