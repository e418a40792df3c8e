import { describe, expect, test } from "@jest/globals";
import { emptyQueueFigures, percentile99, solveQueue } from "../../../../local/load/queue.ts";
import { Fleet } from "../../../../ops/season/backtest/fleet.ts";
import { Latencies } from "../../../../ops/season/backtest/latency.ts";
import { game, minutes, scored } from "./support.ts";

describe("Score", () => {
  test("counts clone-hours, refused requests, minutes overloaded and scale operations", () => {
    const on = game(minutes([30, 100], [30, 150]));
    const figures = scored(on, (score) => {
      for (let minute = 0; minute < 60; minute++) {
        const standing = minute < 40 ? 1 : 2;
        score.add(minute, standing, minute < 45 ? 1 : 2);
      }
    });
    expect(figures.cloneHours).toBeCloseTo((40 + 20 * 2) / 60, 12);
    expect(figures.minutesOverloaded).toBe(15);
    expect(figures.refusedPpm).toBeCloseTo((15 * 50 * 1e6) / (30 * 100 + 30 * 150), 6);
    expect(figures.operations).toBe(1);
  });

  test("tells the ten minutes from each bell apart, and the worst of them", () => {
    const bells = Int32Array.from([10, 40]);
    const rps = minutes([60, 100]);
    rps[10] = 110;
    rps[19] = 110;
    rps[20] = 900;
    rps[49] = 200;
    const figures = scored(game(rps, { bells }), (score) => {
      for (let minute = 0; minute < 60; minute++) score.add(minute, 1, 1);
    });
    expect(figures.bellRefusedPpm).toBeCloseTo((120 / 2120) * 1e6, 6);
    expect(figures.worstBellPpm).toBeCloseTo((100 / 1100) * 1e6, 6);
    expect(figures.bellsBeyond).toBe(2);
  });
});

describe("Latencies", () => {
  test.each([0.25, 0.75, 0.90625, 1.5])(
    "agrees with the load model's own percentile at a load of %f",
    (load) => {
      const latencies = new Latencies();
      latencies.add(load, 10);
      const queue = emptyQueueFigures();
      solveQueue((load * 4) / 0.04, 0.04, 4, 400, queue);
      const expected = percentile99(queue.meanSeconds, queue.variance) * 1000;
      expect(latencies.percentile(0.99)).toBeCloseTo(expected, 0);
    },
  );

  test("finds the few slow ones among many quick ones", () => {
    const latencies = new Latencies();
    latencies.add(0.5, 985);
    const quick = latencies.percentile(0.99);
    latencies.add(2, 15);
    expect(latencies.percentile(0.99)).toBeGreaterThan(10 * quick);
  });

  test("is nothing without requests", () => {
    expect(new Latencies().percentile(0.99)).toBe(0);
  });
});

describe("Fleet", () => {
  test("lets clones serve a boot after their order, and takes the newest away first", () => {
    const fleet = new Fleet(game([50], { bootMinutes: 3 }));
    const seen: string[] = [];
    [2, 4, 4, 3, 3, 3, 1].forEach((standing, minute) => {
      fleet.begin(minute);
      if (standing !== fleet.standing) fleet.order(minute, standing);
      seen.push(`${fleet.standing}/${fleet.serving}`);
    });
    expect(seen).toEqual(["2/1", "4/1", "4/1", "3/2", "3/3", "3/3", "1/1"]);
  });
});
