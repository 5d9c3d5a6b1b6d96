import { useEffect, useState } from "react";

export type Where =
  | { state: "asking" }
  | { state: "known"; lon: number; lat: number; accuracyM: number }
  | { state: "refused" | "unknown" };

const freshMs = 15_000;
const longestMs = 30_000;

/** Where this phone is, as long as somebody looks; it leaves the phone only inside a record. */
export const useWhere = (): Where => {
  const [where, setWhere] = useState<Where>(() => ({
    state: "geolocation" in navigator ? "asking" : "unknown",
  }));
  useEffect(() => {
    if (!("geolocation" in navigator)) return undefined;
    const watch = navigator.geolocation.watchPosition(
      ({ coords }) =>
        setWhere({
          state: "known",
          lon: coords.longitude,
          lat: coords.latitude,
          accuracyM: Math.round(coords.accuracy),
        }),
      ({ code, PERMISSION_DENIED }) =>
        setWhere((before) =>
          code === PERMISSION_DENIED
            ? { state: "refused" }
            : before.state === "known"
              ? before
              : { state: "unknown" },
        ),
      { enableHighAccuracy: true, maximumAge: freshMs, timeout: longestMs },
    );
    return () => navigator.geolocation.clearWatch(watch);
  }, []);
  return where;
};
