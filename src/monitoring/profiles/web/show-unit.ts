const raised: Record<string, string> = { "-": "⁻", "1": "¹", "2": "²", "3": "³" };

/** A UCUM unit as people write it: `km⁻¹`, `Mm⁻¹·sr⁻¹`; nothing for a plain ratio. */
export const showUnit = (unit = "1"): string =>
  unit === "1"
    ? ""
    : unit
        .split(".")
        .map((part) =>
          part.replace(/(?<=[A-Za-z])-?[1-3]$/, (power) =>
            Array.from(power, (sign) => raised[sign]).join(""),
          ),
        )
        .join("·");
