import "./no-eval.ts";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Refused } from "./api.ts";
import { ReadingProvider } from "./language.tsx";
import "./look.css";
import "./parts.css";
import "./fields.css";
import "./boxes.css";
import { pagesRouter } from "./routes.tsx";
import { nodeQuery, sessionQuery } from "./session.ts";
import { shouldReload } from "./unreachable.ts";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays a refusal; only an unreachable service is worth asking again.
      retry: (count, error) => count < 2 && error instanceof Refused && error.problem.code === "UNREACHABLE",
      refetchOnWindowFocus: true,
    },
  },
});
void queries.prefetchQuery(nodeQuery);
void queries.prefetchQuery(sessionQuery);

const reloadedAt = "tongwulang.reloaded";
addEventListener("vite:preloadError", () => {
  void fetch("/", { cache: "no-store" }).then(
    ({ ok }) => {
      const last = Number(sessionStorage.getItem(reloadedAt)) || undefined;
      if (!shouldReload(ok, last, Date.now())) return;
      sessionStorage.setItem(reloadedAt, String(Date.now()));
      location.reload();
    },
    () => undefined,
  );
});

createRoot(document.getElementById("page")!).render(
  <StrictMode>
    <ReadingProvider>
      <QueryClientProvider client={queries}>
        <RouterProvider router={pagesRouter} />
      </QueryClientProvider>
    </ReadingProvider>
  </StrictMode>,
);
