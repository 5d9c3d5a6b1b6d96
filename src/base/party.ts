import { z } from "zod";

/** A party to an agreement and its node: the six-digit division code (GB/T 2260), e.g. `120114`. */
export const Party = z.string().regex(/^[1-9]\d{5}$/);
export type Party = z.infer<typeof Party>;
