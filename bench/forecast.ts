import { evaluate } from "#monitoring/forecast/evaluate.ts";
import { readPrsa } from "#monitoring/forecast/test-files.ts";
import { findRealFile } from "#monitoring/test-real-file.ts";
import type { Figure } from "./figure.ts";

const shownHours = [1, 3, 6, 12, 24, 48, 72];
/** What the issue asks for at 24 hours. */
const aims = { skill: 0.16, csi: 0.52 };
const unhealthy = 75; // µg/m³, GB 3095-2012 class 2 daily mean of PM2.5

/** Five years of hours: trained for each of 78 hours ahead as a node does it, scored on the last fifth. */
export const run = ({ log }: { log: (line: string) => void }): Figure[] => {
  const file = findRealFile("air", "PRSA_data_2010.1.1-2014.12.31.csv");
  if (!file) {
    log("forecast: the PRSA file is absent, nothing measured (set TONGWULANG_SHARED)");
    return [];
  }
  const all = Array.from({ length: 78 }, (_, i) => i + 1);
  const { trainingSeconds, scores } = evaluate(readPrsa(file), "pm25", all, unhealthy);
  const figure = { bench: "forecast", database: "" };
  return [
    {
      ...figure,
      what: "forecast of air: training, 78 horizons, four years of hours",
      value: trainingSeconds,
      unit: "s",
      aim: 60,
    },
    ...shownHours.flatMap((ahead): Figure[] => {
      const score = scores.get(ahead)!;
      const about = `PM2.5 ${ahead} h ahead`;
      const rest = `RMSE ${score.rmse.toFixed(1)}, MAE ${score.mae.toFixed(1)} µg/m³; against climatology ${score.skillToClimatology.toFixed(2)}; 80 % interval held ${(100 * score.coverage).toFixed(0)} %`;
      const atDay = ahead === 24;
      return [
        {
          ...figure,
          what: `${about}: RMSE skill against persistence`,
          value: score.skillToPersistence,
          unit: "share",
          ...(atDay && { aim: aims.skill }),
          note: rest,
        },
        {
          ...figure,
          what: `${about}: CSI above ${unhealthy}`,
          value: score.csi,
          unit: "share",
          ...(atDay && { aim: aims.csi }),
          note: `of persistence ${score.csiOfPersistence.toFixed(3)}`,
        },
      ];
    }),
  ];
};
