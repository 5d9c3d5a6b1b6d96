import { z } from "zod";

// Pages may not make code from text (content security policy); zod would try once, and the browser would report it.
z.config({ jitless: true });
