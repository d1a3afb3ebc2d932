import { describe, expect, it } from "vitest";
import { RunLog } from "../../lib/agent/run-log.ts";
import type { RunEvent } from "../../lib/core/events.ts";
import { all, settled } from "./gates.ts";

const event = (number: number): RunEvent => ({ type: String(number), runId: "r", path: "p" });
const types = (events: readonly RunEvent[]) => events.map((one) => Number(one.type));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("a run log", () => {
  it("never holds back a writer without readers", () => {
    const log = new RunLog();
    expect(upTo(1000).map((number) => log.add(event(number)))).toEqual(upTo(1000).map(() => undefined));
  });

  it("does not count a reader that has not begun to read", () => {
    const log = new RunLog();
    log.read();
    expect(upTo(1000).some((number) => log.add(event(number)) !== undefined)).toBe(false);
  });

  it("holds the writer back when the slowest reader is 64 events behind, and lets it go at 32", async () => {
    const log = new RunLog();
    const [slow, fast] = [log.read(), log.read()];
    void log.add(event(0));
    await Promise.all([slow.next(), fast.next()]);
    const held = upTo(100).map((number) => log.add(event(number + 1)));
    expect(held.findIndex((promise) => promise !== undefined)).toBe(64);
    let free = false;
    void Promise.all(held.map(async (promise) => promise)).then(() => (free = true));
    for (let read = 0; read < 100; read += 1) await fast.next();
    await settled();
    expect(free).toBe(false);
    for (let read = 0; read < 67; read += 1) await slow.next();
    await settled();
    expect(free).toBe(false);
    await slow.next();
    await settled();
    expect(free).toBe(true);
  });

  it("lets all writers go when the slow reader leaves", async () => {
    const log = new RunLog();
    const reader = log.read();
    void log.add(event(0));
    await reader.next();
    const held = upTo(100).map((number) => log.add(event(number)));
    await reader.return();
    await Promise.all(held.map(async (promise) => promise));
    expect(log.add(event(0))).toBeUndefined();
  });

  it("wakes waiting readers for each event and at the end", async () => {
    const log = new RunLog();
    const readers = [all(log.read()), all(log.read())];
    for (const number of upTo(5)) {
      void log.add(event(number));
      await settled();
    }
    log.end();
    for (const events of await Promise.all(readers)) expect(types(events)).toEqual(upTo(5));
  });

  it("gives a failure after the last event, also one that is undefined", async () => {
    const log = new RunLog();
    void log.add(event(1));
    log.end({ reason: undefined });
    const reader = log.read();
    expect(await reader.next()).toMatchObject({ value: event(1) });
    await expect(reader.next()).rejects.toBeUndefined();
  });
});
