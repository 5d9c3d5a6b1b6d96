import { useState } from "react";
import { dayOfInstant } from "../show.ts";

/** The legal day on which the page was opened. */
export const useToday = (): string => useState(() => dayOfInstant(new Date().toISOString()))[0];
