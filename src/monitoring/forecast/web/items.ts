const names: Record<string, string> = {
  pm25: "PM2.5",
  pm10: "PM10",
  o3: "O3",
  no2: "NO2",
  so2: "SO2",
  co: "CO",
};

export const itemName = (code: string): string => names[code] ?? code;
export const unitOf = (code: string): string => (code === "co" ? "mg/m³" : "μg/m³");
