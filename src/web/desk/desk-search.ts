import { useLocation, useSearch } from "@tanstack/react-router";
import { useGo } from "../to.tsx";

type Values = Record<string, string | undefined>;

const addressOf = (path: string, values: Values): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) search.set(name, value);
  const text = search.toString();
  return text ? `${path}?${text}` : path;
};

/** What is open and chosen on this desk, kept in the address; `undefined` takes a part out of it. */
export const useDeskSearch = () => {
  const search = useSearch({ strict: false }) as Values;
  const path = useLocation({ select: (at) => at.pathname });
  const go = useGo();
  const hrefOf = (values: Values) => addressOf(path, { ...search, ...values });
  return { search, hrefOf, set: (values: Values, replace = false) => go(hrefOf(values), replace) };
};
