/** OASIS Common Alerting Protocol 1.2 as a value; names are the standard's. Dates keep the offset they were written with. */
export const capNamespace = "urn:oasis:names:tc:emergency:cap:1.2";

export const capStatuses = ["Actual", "Exercise", "System", "Test", "Draft"] as const;
export const capMessageTypes = ["Alert", "Update", "Cancel", "Ack", "Error"] as const;
export const capScopes = ["Public", "Restricted", "Private"] as const;
export const capCategories = [
  "Geo",
  "Met",
  "Safety",
  "Security",
  "Rescue",
  "Fire",
  "Health",
  "Env",
  "Transport",
  "Infra",
  "CBRNE",
  "Other",
] as const;
export const capResponses = [
  "Shelter",
  "Evacuate",
  "Prepare",
  "Execute",
  "Avoid",
  "Monitor",
  "Assess",
  "AllClear",
  "None",
] as const;
export const capUrgencies = ["Immediate", "Expected", "Future", "Past", "Unknown"] as const;
export const capSeverities = ["Extreme", "Severe", "Moderate", "Minor", "Unknown"] as const;
export const capCertainties = ["Observed", "Likely", "Possible", "Unlikely", "Unknown"] as const;

export type CapPair = { valueName: string; value: string };

export type CapResource = {
  resourceDesc: string;
  mimeType: string;
  size?: string;
  uri?: string;
  derefUri?: string;
  digest?: string;
};

export type CapArea = {
  areaDesc: string;
  polygon?: string[];
  circle?: string[];
  geocode?: CapPair[];
  altitude?: string;
  ceiling?: string;
};

export type CapInformation = {
  language?: string;
  category: (typeof capCategories)[number][];
  event: string;
  responseType?: (typeof capResponses)[number][];
  urgency: (typeof capUrgencies)[number];
  severity: (typeof capSeverities)[number];
  certainty: (typeof capCertainties)[number];
  audience?: string;
  eventCode?: CapPair[];
  effective?: string;
  onset?: string;
  expires?: string;
  senderName?: string;
  headline?: string;
  description?: string;
  instruction?: string;
  web?: string;
  contact?: string;
  parameter?: CapPair[];
  resource?: CapResource[];
  area?: CapArea[];
};

export type CapAlert = {
  identifier: string;
  sender: string;
  sent: string;
  status: (typeof capStatuses)[number];
  msgType: (typeof capMessageTypes)[number];
  source?: string;
  scope: (typeof capScopes)[number];
  restriction?: string;
  addresses?: string;
  code?: string[];
  note?: string;
  /** `sender,identifier,sent` of earlier messages, separated by white space. */
  references?: string;
  incidents?: string;
  info?: CapInformation[];
};
