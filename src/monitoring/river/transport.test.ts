import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { erfcx } from "./erfc.ts";
import {
  meanTravelS,
  passageOf,
  pulse,
  remaining,
  spreadS,
  stepResponse,
  sum,
  travel,
  type Flow,
  type Signal,
} from "./transport.ts";

/** A mass let in at once: `massKg` into water that carries `flowM3PerS`; concentrations in mg/L. */
const slug = (massKg: number, flowM3PerS: number, stepS: number): Signal => ({
  stepS,
  first: 0,
  values: Float64Array.of((1000 * massKg) / flowM3PerS / stepS),
});

/** Concentration times time: for a given flow, the mass. */
const dose = ({ stepS, values }: Signal): number => values.reduce((all, value) => all + value, 0) * stepS;

const near = (found: number, expected: number, share: number): void =>
  assert.ok(
    Math.abs(found - expected) <= share * Math.abs(expected),
    `${found} is not within ${share} of ${expected}`,
  );

const flowOf = (lengthM: number, velocityMPerS: number, dispersionM2PerS: number, decayPerS = 0): Flow => ({
  lengthM,
  velocityMPerS,
  dispersionM2PerS,
  decayPerS,
});

/** Rivers as they are: from a slow canal to a fast stream, ruled by flow more than by mixing. */
const flows = fc
  .record({
    lengthM: fc.double({ min: 2e3, max: 6e4, noNaN: true }),
    velocityMPerS: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
    peclet: fc.double({ min: 20, max: 2000, noNaN: true }),
    decayPerS: fc.constantFrom(0, 1e-6, 1e-5),
  })
  .map(({ peclet, ...flow }) => ({
    ...flow,
    dispersionM2PerS: (flow.velocityMPerS * flow.lengthM) / peclet,
  }));

const valueAt = ({ stepS, first, values }: Signal, t: number): number =>
  values[Math.round(t / stepS - 0.5) - first] ?? 0;

describe("erfc, scaled", () => {
  it("agrees with the tables (Abramowitz and Stegun 7.1, erf(0.5), erf(1), erf(2); asymptote)", () => {
    near(erfcx(0), 1, 1e-15);
    near(erfcx(0.5) * Math.exp(-0.25), 1 - 0.5204998778, 1e-9);
    near(erfcx(1) * Math.exp(-1), 1 - 0.8427007929, 1e-9);
    near(erfcx(2) * Math.exp(-4), 0.004677734981, 1e-9);
    near(erfcx(50), (1 / (50 * Math.sqrt(Math.PI))) * (1 - 1 / 5000), 1e-6);
  });

  it("has no seam where the two series meet", () => near(erfcx(2 - 1e-9), erfcx(2 + 1e-9), 1e-8));
});

describe("transport down one reach", () => {
  it("is the analytic solution for a finite release, within a thousandth of its peak", () => {
    fc.assert(
      fc.property(flows, fc.double({ min: 0.2, max: 5, noNaN: true }), (flow, length) => {
        const durationS = length * spreadS(flow);
        const stepS = Math.min(durationS, spreadS(flow)) / 40;
        const arrived = travel(pulse(1, durationS, stepS), flow);
        const peak = Math.max(...arrived.values);
        for (let at = 0; at < 8; at++) {
          const t = meanTravelS(flow) + (at - 3) * spreadS(flow) + durationS / 2;
          const cell = (Math.round(t / stepS - 0.5) + 0.5) * stepS;
          const analytic = stepResponse(flow, cell) - stepResponse(flow, cell - durationS);
          assert.ok(Math.abs(valueAt(arrived, t) - analytic) < 2e-3 * peak);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is the analytic solution for a slug: mass over √(4πDt), carried along", () => {
    // Fluxes past a section: c = M x / (Q t √(4πDt)) · exp(−(x−ut)²/4Dt), the first passage of a slug let in at the head.
    const flow = flowOf(10_000, 0.3, 10);
    const [massKg, flowM3PerS, stepS] = [500, 25, 60];
    const arrived = travel(slug(massKg, flowM3PerS, stepS), flow);
    for (const hours of [8, 9, 9.25, 10, 12]) {
      const t = hours * 3600;
      const width = 4 * flow.dispersionM2PerS * t;
      const analytic =
        ((1000 * massKg) / flowM3PerS / t) *
        (flow.lengthM / Math.sqrt(Math.PI * width)) *
        Math.exp(-((flow.lengthM - flow.velocityMPerS * t) ** 2) / width);
      near(arrived.values[Math.round(t / stepS) - arrived.first]!, analytic, 0.005);
    }
  });

  it("is what solving the equation step by step gives", () => {
    // Explicit upwind differences; their numerical dispersion u·Δx/2·(1−u·Δt/Δx) is taken off the coefficient.
    const flow = flowOf(3_000, 0.4, 12, 2e-5);
    const [dx, dt, durationS] = [10, 2, 1_800];
    const { velocityMPerS: u, decayPerS: k } = flow;
    const D = flow.dispersionM2PerS - ((u * dx) / 2) * (1 - (u * dt) / dx);
    const count = (3 * flow.lengthM) / dx;
    let c = new Float64Array(count + 1);
    const there: number[] = [];
    for (let t = 0; t < 18_000; t += dt) {
      const next = new Float64Array(count + 1);
      next[0] = t < durationS ? 1 : 0;
      for (let i = 1; i < count; i++)
        next[i] =
          c[i]! -
          ((u * dt) / dx) * (c[i]! - c[i - 1]!) +
          ((D * dt) / dx ** 2) * (c[i + 1]! - 2 * c[i]! + c[i - 1]!) -
          k * dt * c[i]!;
      c = next;
      there.push(c[flow.lengthM / dx]!);
    }
    const solved = passageOf({ stepS: dt, first: 0, values: Float64Array.from(there) }, 0.05)!;
    const carried = passageOf(travel(pulse(1, durationS, 10), flow), 0.05)!;
    near(carried.peak, solved.peak, 0.02);
    near(carried.peakS, solved.peakS, 0.02);
    near(carried.arrivesS, solved.arrivesS, 0.02);
    near(carried.endsS, solved.endsS, 0.02);
  });

  it("keeps the mass, but for what decays", () => {
    fc.assert(
      fc.property(flows, (flow) => {
        const start = pulse(3, spreadS(flow), spreadS(flow) / 20);
        near(dose(travel(start, flow)), dose(start) * remaining(flow), 1e-5);
      }),
      { numRuns: 60 },
    );
  });

  it("never makes a peak higher, and carries twice as much for twice the release", () => {
    fc.assert(
      fc.property(flows, (flow) => {
        const start = pulse(3, spreadS(flow), spreadS(flow) / 20);
        const once = travel(start, flow);
        const twice = travel(sum(start, start), flow);
        assert.ok(Math.max(...once.values) <= 3 + 1e-9);
        once.values.forEach((value, n) => assert.ok(Math.abs(twice.values[n]! - 2 * value) < 1e-9));
      }),
      { numRuns: 30 },
    );
  });
});

describe("transport down several reaches", () => {
  it("gives what one reach of their whole length gives", () => {
    const whole = flowOf(14_800, 0.18, 10);
    const start = pulse(2, 4 * 3600, 120);
    const once = passageOf(travel(start, whole), 0.2)!;
    const inTwo = passageOf(
      travel(travel(start, { ...whole, lengthM: 9_800 }), { ...whole, lengthM: 5_000 }),
      0.2,
    )!;
    near(inTwo.arrivesS, once.arrivesS, 0.005);
    near(inTwo.peakS, once.peakS, 0.005);
    near(inTwo.peak, once.peak, 0.005);
  });

  it("arrives later and flatter the farther it goes, and sooner the faster the water", () => {
    fc.assert(
      fc.property(flows, (flow) => {
        const conservative = { ...flow, decayPerS: 0 };
        const start = pulse(1, spreadS(flow), spreadS(flow) / 20);
        const tenth = (signal: Signal) => passageOf(signal, Math.max(...signal.values) / 10)!;
        const first = tenth(travel(start, conservative));
        const second = tenth(travel(travel(start, conservative), conservative));
        const faster = tenth(travel(start, { ...conservative, velocityMPerS: flow.velocityMPerS * 1.2 }));
        assert.ok(second.arrivesS > first.arrivesS && second.peakS > first.peakS);
        assert.ok(second.peak <= first.peak + 1e-9);
        assert.ok(faster.arrivesS < first.arrivesS);
      }),
      { numRuns: 30 },
    );
  });

  it("has the moments of the reaches added up: mean x/u, variance 2Dx/u³", () => {
    const flows = [flowOf(9_800, 0.18, 10), flowOf(5_000, 0.3, 25)];
    const { stepS, first, values } = flows.reduce(travel, slug(1, 1, 60));
    const whole = values.reduce((all, value) => all + value, 0);
    const mean = values.reduce((all, value, n) => all + value * (first + n + 0.5) * stepS, 0) / whole;
    const variance =
      values.reduce((all, value, n) => all + value * ((first + n + 0.5) * stepS - mean) ** 2, 0) / whole;
    near(mean, meanTravelS(flows[0]!) + meanTravelS(flows[1]!), 0.002);
    near(variance, spreadS(flows[0]!) ** 2 + spreadS(flows[1]!) ** 2, 0.01);
  });
});

describe("what was published of tracers", () => {
  it("lets the leading edge run as far ahead of the peak as in tracer tests on nearly a hundred rivers", () => {
    // Jobson 1997 (J. Hydraul. Eng. 123(11), USGS): the leading edge takes on average 0.89 of the time of the peak.
    const ratios = [
      [100_000, 1, 100],
      [100_000, 0.5, 50],
      [50_000, 0.5, 30],
      [50_000, 0.2, 10],
      [10_000, 0.3, 10],
    ].map(([x, u, D]) => {
      const arrived = travel(slug(1, 1, 60), flowOf(x!, u!, D!));
      const { arrivesS, peakS } = passageOf(arrived, Math.max(...arrived.values) / 10)!;
      return arrivesS / peakS;
    });
    for (const ratio of ratios) assert.ok(ratio > 0.8 && ratio < 0.95, String(ratio));
    near(ratios.reduce((all, one) => all + one, 0) / ratios.length, 0.89, 0.02);
  });
});
