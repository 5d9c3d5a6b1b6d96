// Pages may not make code from text (content security policy); zod would try once, and the browser would report it.
// Set where zod looks, not through `z`: the build drops what only calls `z` (see vite.config.ts).
const { __zod_globalConfig: config = {} } = globalThis as { __zod_globalConfig?: { jitless?: boolean } };
Object.assign(globalThis, { __zod_globalConfig: Object.assign(config, { jitless: true }) });
