import type { AnyRoute } from "@tanstack/react-router";

/** The desks: full-height pages of their own, outside the citizens' layout. */
export const staffRoutes = (_root: AnyRoute): AnyRoute[] => [];
