import { useSaid } from "#web/language.tsx";

/** Quantities that lidars tell of, with their usual unit (UCUM); any other is shown by its code. */
export const quantities: Record<string, { zh: string; en: string; unit: string }> = {
  "aerosol-extinction": { zh: "气溶胶消光系数", en: "Aerosol extinction", unit: "km-1" },
  "aerosol-backscatter": { zh: "气溶胶后向散射系数", en: "Aerosol backscatter", unit: "Mm-1.sr-1" },
  "depolarisation-ratio": { zh: "退偏振比", en: "Depolarisation ratio", unit: "1" },
  "rain-echo": { zh: "降水回波", en: "Rain echo", unit: "dB" },
};

export const useQuantityName = (): ((code: string) => string) => {
  const said = useSaid();
  return (code) => {
    const found = quantities[code];
    return found ? said(found) : code;
  };
};
