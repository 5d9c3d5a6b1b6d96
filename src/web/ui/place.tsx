import { lazy, Suspense, type ComponentProps } from "react";

// Two hundred places are no part of anybody's first page: they come when a question about a place does.
const Field = lazy(async () => ({ default: (await import("./place-field.tsx")).PlaceField }));
const Name = lazy(async () => ({ default: (await import("./place-name.tsx")).PlaceName }));

export const Place = (props: ComponentProps<typeof Field>) => (
  <Suspense fallback={<input id={props.id} disabled />}>
    <Field {...props} />
  </Suspense>
);

export const PlaceNamed = ({ code }: { code: string }) => (
  <Suspense fallback={code}>
    <Name code={code} />
  </Suspense>
);
