import { z } from "zod";
import { contract } from "#base/contract.ts";

const Name = z.string().regex(/^[\w.-]{1,60}$/);
const Supplier = z.object({
  name: z.string(),
  stations: z.array(z.string()),
  createdAt: z.string(),
  revokedAt: z.string().nullable(),
});

/** Who may hand in measurements. The SensorThings addresses themselves follow their own standard (see http.ts). */
export const supplierContract = contract({
  listSuppliers: {
    method: "GET",
    path: "/api/monitoring/suppliers",
    access: ["system-administrator", "duty-officer"],
    refusals: [],
    summary: { zh: "供数单位及其站点", en: "Suppliers of measurements and their stations" },
    output: z.array(Supplier),
  },
  addSupplier: {
    method: "POST",
    path: "/api/monitoring/suppliers",
    access: ["system-administrator"],
    refusals: ["SUPPLIER_NAME_TAKEN", "STATION_UNKNOWN", "STATION_OF_OTHERS"],
    summary: {
      zh: "登记供数单位；令牌只在此刻给出一次",
      en: "Registers a supplier; its token is told this once",
    },
    body: z.object({ name: Name, stations: z.array(Name).min(1).max(500) }),
    output: z.object({ name: z.string(), token: z.string() }),
  },
  revokeSupplier: {
    method: "DELETE",
    path: "/api/monitoring/suppliers/:name",
    access: ["system-administrator"],
    refusals: ["NOT_FOUND"],
    summary: { zh: "停用供数单位的令牌", en: "Revokes a supplier's token" },
    params: z.object({ name: Name }),
    output: z.object({}),
  },
});
