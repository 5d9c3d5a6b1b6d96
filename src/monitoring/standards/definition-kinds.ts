import type { Bundle } from "#agreements/agreement.ts";
import type { DefinitionKind } from "#agreements/definition-kind.ts";
import {
  AirEvaluation,
  AirIndexStandard,
  AirQualityStandard,
  HeavyPollutionWarning,
} from "./air-standard.ts";
import {
  editionFaults,
  examineAirIndex,
  examineAirQuality,
  examineBlackOdorous,
  examineHeavyPollution,
  examineProperties,
  examineWaterStandard,
  standardTexts,
} from "./examine-standard.ts";
import type { Heading } from "./heading.ts";
import { ObservedProperties } from "./observed-properties.ts";
import { BlackOdorousWater, SurfaceWaterStandard, WaterEvaluation, WaterRanking } from "./water-standard.ts";

const none = () => [];

/** Each kind with its schema, and what is asked of one file by itself. */
export const standardKinds = [
  { kind: "surface-water-standard", schema: SurfaceWaterStandard, examineAlone: examineWaterStandard },
  { kind: "water-evaluation", schema: WaterEvaluation, examineAlone: none },
  { kind: "black-odorous-water", schema: BlackOdorousWater, examineAlone: examineBlackOdorous },
  { kind: "water-ranking", schema: WaterRanking, examineAlone: none },
  { kind: "air-index-standard", schema: AirIndexStandard, examineAlone: examineAirIndex },
  { kind: "air-quality-standard", schema: AirQualityStandard, examineAlone: examineAirQuality },
  { kind: "air-evaluation", schema: AirEvaluation, examineAlone: none },
  { kind: "heavy-pollution-warning", schema: HeavyPollutionWarning, examineAlone: examineHeavyPollution },
] as const;

/** The standards that an agreement may bring into force; in one agreement the editions must follow each other. */
export const standardDefinitions: readonly DefinitionKind[] = [
  {
    kind: "observed-properties",
    schema: ObservedProperties,
    examine: examineProperties,
    texts: standardTexts,
  },
  ...standardKinds.map(({ kind, schema, examineAlone }) => ({
    kind,
    schema,
    examine: (content: never, bundle: Bundle) => [
      ...examineAlone(content),
      ...editionFaults(content as Heading, bundle),
    ],
  })),
];
