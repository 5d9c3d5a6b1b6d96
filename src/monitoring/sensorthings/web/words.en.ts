import type { Words } from "#web/words.ts";
import type { zh } from "./words.zh.ts";

export const en: Words<typeof zh> = {
  title: "Suppliers",
  why: "Who hands in measurements by a token over SensorThings (HTTP) or MQTT: only of the stations that it is registered for and that this node records. A token is shown once, when it is registered; this node keeps its hash alone. Registering and revoking stand in the audit log.",
  none: "There is no supplier yet.",
  name: "Name",
  nameHint:
    "Letters, digits, dots and hyphens, up to 60, such as canal-office; it can neither be changed later nor be used again once revoked.",
  stations: "Stations",
  local: "What clients make at this node (crosses no border)",
  localShort: "made at this node",
  since: "Registered",
  state: "State",
  active: "In use",
  revoked: "Revoked {at}",
  add: "Register a supplier",
  nameNeeded: "Write a name as described",
  stationNeeded: "Choose a station at least",
  noStations:
    "No station of the networks in force is recorded by this node; only what clients make can be chosen.",
  added: "{name} is registered",
  tokenTitle: "The token of {name}: shown this once",
  tokenWhy:
    "Hand it over now; not in the text of a mail, not in code. It cannot be found again: if it is lost, revoke it and register another name.",
  token: "Token",
  byHttp: "Hand in a value with curl",
  byHttpThing: "Make a thing with curl",
  byMqtt: "Hand in a value over MQTT",
  noMqtt: "This node has no MQTT port open (mqttPort).",
  mqttPlain:
    "MQTT has no encryption of its own: across networks put it behind a reverse proxy that ends TLS.",
  copy: "Copy",
  copied: "Copied",
  saved: "Saved; show it no more",
  revoke: "Revoke",
  revokeOf: "Revoke {name}",
  revokeTitle: "Revoke the token of {name}?",
  revokeWhy:
    "Within seconds whatever comes by it is refused and its MQTT connections end; what was recorded stays. It cannot be taken back, and the name not be used again.",
  revokeSend: "Revoke the token",
  revokedNow: "{name} is revoked",
  cancel: "Cancel",
  and: ", ",
};
