import { createServer, type Server } from "node:net";
import { Aedes, type AuthenticateError, type Client } from "aedes";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Asker } from "../access.ts";
import { answer } from "../answer.ts";
import { askerWithToken } from "../http.ts";
import { edition11 } from "../naming.ts";
import { parsePath } from "../path.ts";
import { resolve } from "../resolve.ts";
import type { SensorThings } from "../undertake.ts";
import { openFeed } from "./feed.ts";
import { readTopic, type Topic } from "./topic.ts";

export type Broker = { port: number; stop: () => Promise<void> };

/** On this topic a client is told what of its own was refused: MQTT 3.1.1 has no other word for it. */
export const refusedTopic = `${edition11.path}/refused`;
/** Where what was published goes once it is recorded: nobody can subscribe to it; subscribers get the entity instead. */
const takenTopic = "taken";
const badCredentials = 4;
/** So often tokens of open connections are looked up anew. */
const lookMs = 2_000;

/** Codes for which the connection ends: whoever sends on would be refused again. */
const closing = new Set([
  "NOT_SIGNED_IN",
  "STA_READ_ONLY",
  "SUPPLIER_STATION",
  "STATION_OF_OTHERS",
  "STA_PATH",
]);

const readPayload = (payload: Buffer | string): Outcome<unknown> => {
  try {
    return done(JSON.parse(payload.toString()));
  } catch (error) {
    return refuse("STA_BODY", { what: (error as Error).message });
  }
};

/** SensorThings over MQTT (18-088, clauses 13 and 14), in the node's process, on a port of its own. */
export const openBroker = async (
  sta: SensorThings,
  options: { host: string; port: number; root: string },
): Promise<Broker> => {
  const { host, port, root } = options;
  /** Clients that came with a token, and whose it is. */
  const askers = new Map<Client, { token: string; asker: Asker }>();
  /** What anybody may receive, by the very bytes. */
  const open = new WeakSet<Buffer>();
  const askerOf = (client: Client): Asker => askers.get(client)?.asker ?? { kind: "anyone" };

  const take = async (client: Client, topic: string, payload: Buffer | string): Promise<Outcome<unknown>> => {
    const below = topic.startsWith(`${edition11.path}/`) ? topic.slice(edition11.path.length + 1) : "";
    const path = parsePath(below);
    // Only observations are made over MQTT.
    if (!path.ok || path.value.type.name !== "Observation" || path.value.property !== undefined)
      return refuse("STA_PATH", { what: topic });
    const body = readPayload(payload);
    if (!body.ok) return body;
    const asker = askerOf(client);
    return answer(sta, {
      method: "POST",
      path: below,
      query: "",
      body: body.value,
      root,
      asker,
      way: "mqtt",
    });
  };
  const maySubscribe = async (client: Client, text: string): Promise<Outcome<Topic | undefined>> => {
    if (text === refusedTopic) return done(undefined);
    const topic = readTopic(text);
    if (!topic.ok) return topic;
    const views = await sta.entities.read();
    const graph = askerOf(client).kind === "anyone" ? views.open : views.all;
    const target = await resolve(topic.value.path, {
      db: sta.deps.db,
      graph,
      nowMs: Date.parse(sta.deps.clock()),
    });
    return target.ok ? topic : target;
  };

  const aedes = await Aedes.createBroker({
    authenticate: (client, username, password, answerWith) => {
      if (username === undefined && password === undefined) return answerWith(null, true);
      const token = password?.toString() ?? "";
      askerWithToken(sta, token).then(
        (asker) => {
          if (asker.ok) askers.set(client, { token, asker: asker.value });
          const wrong = Object.assign(new Error("SUPPLIER_UNKNOWN"), { returnCode: badCredentials });
          answerWith(asker.ok ? null : (wrong as AuthenticateError), asker.ok);
        },
        (fault: Error) => answerWith(fault as AuthenticateError, false),
      );
    },
    authorizePublish: (client, packet, next) => {
      if (!client) return next(); // our own
      take(client, packet.topic, packet.payload).then(
        (taken) => {
          if (!taken.ok && closing.has(taken.refusal.code)) return next(new Error(taken.refusal.code));
          if (!taken.ok)
            client.publish(
              {
                cmd: "publish",
                topic: refusedTopic,
                payload: JSON.stringify(taken.refusal),
                qos: 0,
                retain: false,
                dup: false,
              },
              () => {}, // gone meanwhile: it cannot be told
            );
          packet.topic = takenTopic;
          packet.retain = false;
          packet.payload = Buffer.alloc(0);
          next();
        },
        (fault: Error) => {
          sta.onFault(fault);
          next(fault); // not acknowledged: the client sends it again
        },
      );
    },
    authorizeSubscribe: (client, subscription, next) => {
      maySubscribe(client, subscription.topic)
        .then(async (topic) => {
          if (topic.ok && topic.value) await feed.add(topic.value, client.id);
          next(null, topic.ok ? subscription : null);
        })
        .catch((fault: Error) => next(fault));
    },
    authorizeForward: (client, packet) =>
      askerOf(client).kind !== "anyone" || open.has(packet.payload as Buffer) || packet.topic === refusedTopic
        ? packet
        : null,
  });
  const feed = openFeed(sta, root, (topic, payload, isOpen) => {
    if (isOpen) open.add(payload);
    aedes.publish({ cmd: "publish", topic, payload, qos: 1, retain: false, dup: false }, (error) => {
      if (error) sta.onFault(error);
    });
  });
  aedes.on("unsubscribe", (texts, client) => {
    for (const text of texts) feed.remove(text, client.id);
  });
  aedes.on("clientDisconnect", (client) => askers.delete(client));
  // A connection may last for months: a token that is revoked ends it, whether it writes or only listens.
  const endRevoked = async (): Promise<void> => {
    for (const [client, { token }] of askers) {
      const asker = await askerWithToken(sta, token);
      if (!asker.ok) client.close();
    }
  };
  const watch = setInterval(() => void endRevoked().catch(sta.onFault), lookMs);
  const server: Server = createServer(aedes.handle);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    stop: async () => {
      clearInterval(watch);
      await feed.stop();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
