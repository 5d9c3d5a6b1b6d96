import type { Light as LightView } from "#cases/view.ts";
import { useSaid } from "../language.tsx";

/** Green, yellow, red: always a shape and a word beside the colour. */
export const Light = ({ light }: { light: LightView }) => (
  <span className={`light ${light.colour}`}>{useSaid()(light.reason)}</span>
);

/** The same shape for something that is no case: a peer, a page, a check. */
export const State = ({ colour, children }: { colour: LightView["colour"]; children: React.ReactNode }) => (
  <span className={`light ${colour}`}>{children}</span>
);
