import type { Calendar } from "../calendar.ts";

/** The school year by whose days a load is learned or foretold; a site that is no school has none of its terms. */
export type SiteCalendar = Pick<Calendar, "zone" | "regions">;
