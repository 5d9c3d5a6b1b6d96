import type { Bundle } from "#agreements/agreement.ts";
import type { DefinitionKind } from "#agreements/definition-kind.ts";
import type { Fault } from "#agreements/finding.ts";
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

const edition =
  <T extends Heading>(examine: (content: T) => Fault[] = () => []) =>
  (content: T, bundle: Bundle): Fault[] => [...examine(content), ...editionFaults(content, bundle)];

/** The standards that an agreement may bring into force. */
export const standardDefinitions: readonly DefinitionKind[] = [
  { kind: "observed-properties", schema: ObservedProperties, examine: examineProperties },
  { kind: "surface-water-standard", schema: SurfaceWaterStandard, examine: edition(examineWaterStandard) },
  { kind: "water-evaluation", schema: WaterEvaluation, examine: edition() },
  { kind: "black-odorous-water", schema: BlackOdorousWater, examine: edition(examineBlackOdorous) },
  { kind: "water-ranking", schema: WaterRanking, examine: edition() },
  { kind: "air-index-standard", schema: AirIndexStandard, examine: edition(examineAirIndex) },
  { kind: "air-quality-standard", schema: AirQualityStandard, examine: edition(examineAirQuality) },
  { kind: "air-evaluation", schema: AirEvaluation, examine: edition() },
  { kind: "heavy-pollution-warning", schema: HeavyPollutionWarning, examine: edition(examineHeavyPollution) },
].map((kind) => ({ ...kind, texts: standardTexts }));
