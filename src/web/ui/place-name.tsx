import { useSaid } from "../language.tsx";
import { findPlace } from "./places.ts";

/** The name of a division code; what is no code stays as it was typed. */
export const PlaceName = ({ code }: { code: string }) => {
  const said = useSaid();
  const place = findPlace(code);
  return place ? said(place.way) : code;
};
