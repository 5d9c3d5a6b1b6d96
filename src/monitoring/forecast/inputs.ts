import { delayed, filled, getHours, hourMs, localHourOf, trailingMean, type Hours } from "./hours.ts";

/** What moves a forecast, in words a reader knows; every column of the model belongs to one. */
export const inputs = [
  "now",
  "course",
  "days",
  "others",
  "wind",
  "pressure",
  "moisture",
  "temperature",
  "rain",
  "season",
] as const;
export type Input = (typeof inputs)[number];

export type Column = { name: string; input: Input; values: Float64Array };

const sectors = ["ne", "se", "sw", "nw"] as const;
const calmMPerS = 0.5;
const hoursOfYear = 365.2425 * 24;

/** Dew point from temperature and relative humidity: Magnus formula with the constants of WMO-No. 8. */
const dewPoint = (temperature: number, humidity: number): number => {
  const g = Math.log(Math.max(1, humidity) / 100) + (17.62 * temperature) / (243.12 + temperature);
  return (243.12 * g) / (17.62 - g);
};

const map = (values: Float64Array, change: (value: number, i: number) => number): Float64Array =>
  values.map(change);
const times = (a: Float64Array, b: Float64Array): Float64Array => map(a, (value, i) => value * b[i]!);
const change = (values: Float64Array, over: number): Float64Array => {
  const before = delayed(values, over);
  return map(values, (value, i) => value - before[i]!);
};
const wave = (name: string, hours: Hours, angle: (i: number) => number): [string, Float64Array][] => [
  [`${name}-cos`, Float64Array.from({ length: hours.count }, (_, i) => Math.cos(angle(i)))],
  [`${name}-sin`, Float64Array.from({ length: hours.count }, (_, i) => Math.sin(angle(i)))],
];

/** Time of year and of day as waves, each with its first overtone. */
const clockOf = (hours: Hours) => {
  const ofYear = (i: number) => (2 * Math.PI * (hours.startMs / hourMs + i)) / hoursOfYear;
  const ofDay = (i: number) => (2 * Math.PI * localHourOf(hours, i)) / 24;
  return {
    year: wave("year", hours, ofYear),
    halfYear: wave("half-year", hours, (i) => 2 * ofYear(i)),
    day: wave("day", hours, ofDay),
    halfDay: wave("half-day", hours, (i) => 2 * ofDay(i)),
  };
};

/** The quadrant from which the wind blows; -1 calm or variable, NaN unknown. */
const sectorsOf = (speed: Float64Array, direction: Float64Array | undefined): Float64Array =>
  map(speed, (mPerS, i) => {
    if (Number.isNaN(mPerS)) return Number.NaN;
    const degrees = direction?.[i] ?? Number.NaN;
    return mPerS < calmMPerS || Number.isNaN(degrees) ? -1 : Math.floor((((degrees % 360) + 360) % 360) / 90);
  });

/** Metres per second summed while the wind stayed in its quadrant: how far the air has come. */
const runOf = (speed: Float64Array, sector: Float64Array): Float64Array => {
  let run = 0;
  return map(speed, (mPerS, i) => {
    if (Number.isNaN(mPerS)) return (run = Number.NaN);
    run = sector[i] === sector[i - 1] && !Number.isNaN(run) ? run + mPerS : mPerS;
    return run;
  });
};

const windColumns = (hours: Hours): Column[] => {
  const speed = hours.of["wind-speed"];
  if (!speed) return [];
  const sector = sectorsOf(speed, hours.of["wind-direction"]);
  const run = map(runOf(speed, sector), Math.log1p);
  const column = (name: string, values: Float64Array): Column => ({ name, input: "wind", values });
  return [
    column("run", run),
    column("speed", map(speed, Math.log1p)),
    column("speed-6h", trailingMean(speed, 6)),
    column("speed-24h", trailingMean(speed, 24)),
    ...[...sectors, "calm"].flatMap((name, at) => {
      const wanted = name === "calm" ? -1 : at;
      const from = map(sector, (value) => (Number.isNaN(value) ? value : Number(value === wanted)));
      return [
        column(`from-${name}`, from),
        column(`run-${name}`, times(from, run)),
        ...[12, 24, 48].map((width) => column(`from-${name}-${width}h`, trailingMean(from, width))),
      ];
    }),
  ];
};

const weatherColumns = (hours: Hours): Column[] => {
  const { temperature, humidity, pressure, precipitation } = hours.of;
  const columns: Column[] = [];
  const add = (input: Input, name: string, values: Float64Array) => columns.push({ name, input, values });
  const addChanges = (input: Input, name: string, values: Float64Array, widths: readonly number[]) => {
    for (const width of widths) add(input, `${name}-change-${width}h`, change(values, width));
  };
  if (temperature) {
    add("temperature", "temperature", temperature);
    addChanges("temperature", "temperature", temperature, [6, 24]);
  }
  if (temperature && humidity) {
    const dew = map(temperature, (value, i) => dewPoint(value, humidity[i]!));
    add("moisture", "dew-point", dew);
    add(
      "moisture",
      "dew-point-depression",
      map(temperature, (value, i) => value - dew[i]!),
    );
    addChanges("moisture", "dew-point", dew, [6, 24]);
  }
  if (pressure) {
    add("pressure", "pressure", pressure);
    addChanges("pressure", "pressure", pressure, [3, 6, 12, 24, 48]);
  }
  if (precipitation) {
    const isWet = map(precipitation, (mm) => (Number.isNaN(mm) ? mm : Number(mm > 0)));
    add("rain", "rain", isWet);
    add("rain", "rain-24h", trailingMean(isWet, 24));
  }
  return columns;
};

/** What works differently by season and time of day: a wet day in summer washes, in winter it feeds. */
const bySeason = [
  "now",
  "mean-6h",
  "mean-24h",
  "mean-72h",
  "dew-point",
  "dew-point-depression",
  "temperature",
  "pressure",
  "pressure-change-6h",
  "pressure-change-24h",
  "run",
  "speed-24h",
  "from-nw",
  "run-nw",
  "from-nw-24h",
  "from-se-24h",
] as const;
/** What matters more, the more there is in the air: a north-westerly clears an episode and leaves clean air as it is. */
const byLevel = [
  "dew-point",
  "dew-point-depression",
  "run-nw",
  "run-ne",
  "run-se",
  "run-calm",
  "pressure-change-6h",
  "pressure-change-24h",
  "now",
] as const;

/**
 * All that is known at an hour about the hours after it: values and means of the pollutant and of the others, weather
 * measured so far, time of day and year, and products of these. Nothing of it is later than that hour.
 * None depends on how far ahead is asked: time of day and year come as cosine and sine, whose shift is a mixture of both.
 */
export const columnsOf = (hours: Hours, target: string, offset: number, withSeasons: boolean): Column[] => {
  const raw = filled(getHours(hours, target));
  const log = map(raw, (value) => Math.log(Math.max(0, value) + offset));
  const measured = map(getHours(hours, target), (value) => Math.log(Math.max(0, value) + offset));
  const columns: Column[] = [];
  const add = (input: Input, name: string, values: Float64Array) => columns.push({ name, input, values });

  add("now", "now", log);
  add("now", "now-plain", raw);
  for (const by of [1, 2, 3, 4, 6, 9, 12, 18, 23, 24, 47, 48, 72])
    add("course", `before-${by}h`, delayed(log, by));
  for (const by of [1, 3, 6, 12, 24]) add("course", `before-${by}h-plain`, delayed(raw, by));
  for (const width of [6, 12, 24, 48, 72, 168, 720])
    add(width <= 12 ? "course" : "days", `mean-${width}h`, trailingMean(measured, width));
  for (const width of [6, 24, 72])
    add(width <= 12 ? "course" : "days", `mean-${width}h-plain`, trailingMean(raw, width));

  for (const other of ["pm25", "pm10", "o3", "no2", "so2", "co"]) {
    const values = other === target ? undefined : hours.of[other];
    if (!values) continue;
    const otherLog = map(filled(values), (value) => Math.log1p(Math.max(0, value)));
    add("others", other, otherLog);
    for (const width of [6, 24]) add("others", `${other}-mean-${width}h`, trailingMean(otherLog, width));
  }
  columns.push(...weatherColumns(hours), ...windColumns(hours));

  const { year, halfYear, day, halfDay } = clockOf(hours);
  const seasons = withSeasons ? year : [];
  for (const [name, values] of [...seasons, ...(withSeasons ? halfYear : []), ...day, ...halfDay])
    add("season", name, values);
  for (const [season, a] of seasons)
    for (const [time, b] of [...day, ...halfDay]) add("season", `${season}×${time}`, times(a, b));

  const plain = new Map(columns.map((column) => [column.name, column]));
  for (const name of bySeason) {
    const column = plain.get(name);
    if (!column) continue;
    for (const [when, values] of [...seasons, ...day])
      add(column.input, `${name}×${when}`, times(column.values, values));
  }
  for (const name of byLevel) {
    const column = plain.get(name);
    if (column) add(column.input, `now×${name}`, times(log, column.values));
  }
  return columns;
};
