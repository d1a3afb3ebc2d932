import { expect, it } from "vitest";
import { RecentCache } from "../../lib/prompt/recent-cache.ts";

it("a recent cache makes a value once and forgets the one not asked for the longest", () => {
  const made: string[] = [];
  const cache = new RecentCache<string>(2);
  const get = (key: string) => cache.get(key, () => (made.push(key), key.toUpperCase()));
  for (const key of ["a", "b", "a", "c", "a", "b"]) expect(get(key)).toBe(key.toUpperCase());
  expect(made).toEqual(["a", "b", "c", "b"]);
  expect(cache.size).toBe(2);
});
