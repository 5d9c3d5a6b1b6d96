import type { FastifyInstance } from "fastify";

// Ant Design writes its styles into <style> elements at run time, hence 'unsafe-inline' for styles and only for them.
const pagePolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** A document that people handed in or that we print: it may show itself and do nothing else. */
export const documentPolicy = (mediaType: string): string =>
  mediaType === "application/pdf"
    ? "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'" // viewers refuse a sandbox
    : "sandbox allow-same-origin allow-modals; default-src 'none'; style-src 'self' 'unsafe-inline'; " +
      "img-src 'self' data:; font-src 'self' data:; frame-ancestors 'self'";

const always = {
  "content-security-policy": pagePolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(self), microphone=(), geolocation=(self), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

export const addSecurityHeaders = (app: FastifyInstance, isHttps: boolean): void => {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(always);
    reply.header("x-request-id", request.id);
    if (isHttps) reply.header("strict-transport-security", "max-age=31536000");
  });
};
