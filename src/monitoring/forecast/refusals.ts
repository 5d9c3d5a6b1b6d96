import type { RefusalText } from "#base/outcome.ts";

/** Every "no" about forecasts; what is wrong with a station is said as for measurements. */
export const forecastRefusals = {
  FORECAST_ELSEWHERE: {
    status: 409,
    zh: "{subject} 不是本方的空气质量预报",
    en: "{subject} are not the forecasts of this party",
  },
} as const satisfies Record<string, RefusalText>;
