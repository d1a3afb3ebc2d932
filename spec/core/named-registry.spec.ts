import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { NamedRegistry } from "../../lib/core/named-registry.ts";

function fruits(): NamedRegistry<number> {
  const registry = new NamedRegistry<number>("fruit");
  registry.set("apple", 1);
  registry.set("pear", 2);
  return registry;
}

describe("NamedRegistry", () => {
  it("gives what was set, replaces in place and deletes", () => {
    const registry = fruits();
    expect(registry.get("apple")).toBe(1);
    registry.set("apple", 3);
    expect(registry.names()).toEqual(["apple", "pear"]);
    expect(registry.values()).toEqual([3, 2]);
    expect(registry.delete("apple")).toBe(true);
    expect(registry.has("apple")).toBe(false);
    expect(registry.find("apple")).toBeUndefined();
  });

  it("an unknown name lists the known ones and proposes the nearest", () => {
    expect(() => fruits().get("aple")).toThrow('There is no fruit named "aple". Known: "apple", "pear". Did you mean "apple"?');
    expect(() => fruits().get("banana")).toThrow(/Known: "apple", "pear"\.$/);
    expect(() => new NamedRegistry("fruit").get("apple")).toThrow(/Known: none\.$/);
  });

  it("tells a value that is undefined from one that is not there, and inherited names from own ones", () => {
    const registry = new NamedRegistry<undefined>("hole");
    registry.set("empty", undefined);
    expect(registry.get("empty")).toBeUndefined();
    expect(() => registry.get("toString")).toThrow(ConfigurationError);
  });
});
