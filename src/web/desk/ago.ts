/** How long ago, in the coarsest unit that still says something; under ten seconds with one decimal. */
export const agoOf = (seconds: number): { unit: "seconds" | "minutes" | "hours" | "days"; n: number } => {
  const passed = Math.max(0, seconds);
  if (passed < 10) return { unit: "seconds", n: Math.round(passed * 10) / 10 };
  if (passed < 60) return { unit: "seconds", n: Math.round(passed) };
  if (passed < 3600) return { unit: "minutes", n: Math.floor(passed / 60) };
  if (passed < 48 * 3600) return { unit: "hours", n: Math.floor(passed / 3600) };
  return { unit: "days", n: Math.floor(passed / 86400) };
};
