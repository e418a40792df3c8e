import { expect, test } from "@jest/globals";
import { findWindows } from "windows-iana";
import { MARKET_CODES, MARKETS } from "../../../infra/settings/index.ts";

test.each(MARKET_CODES)("names %s's time zone as Windows does", (code) => {
  const { timeZone, windowsTimeZone } = MARKETS[code];
  expect(findWindows(timeZone)).toEqual([windowsTimeZone]);
});
