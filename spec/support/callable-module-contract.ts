import { describe, expect, it } from "vitest";
import { mapGather } from "../../lib/module/gather.ts";
import { Module } from "../../lib/module/module.ts";

/** One kind of module, as the contract looks at it. */
export interface CallableModuleCase {
  /** Makes a fresh module. */
  make(): Module;
  /** What it is called with; fresh ones for every call. */
  args(): unknown[];
  /** What that call gives, waited for; the arguments are those of the call. */
  output(args: readonly unknown[]): unknown;
  /** How `String(module)` begins. */
  readonly text: string;
  /** The paths of `namedModules()`. */
  readonly paths: readonly string[];
}

type Loose = Module & ((...args: unknown[]) => unknown);

/** What holds for every kind of module: it is the function it is, with hooks, children, state and pictures. */
export function describeCallableModule(kind: string, { make, args, output, text, paths }: CallableModuleCase): void {
  const fresh = () => make() as Loose;

  describe(`${kind}, as a module`, () => {
    it("is a function and an instance of its classes", () => {
      const module = fresh();
      expect(typeof module).toBe("function");
      expect(module).toBeInstanceOf(Module);
      expect(module).toBeInstanceOf(Function);
      expect(module.constructor).toBe(Object.getPrototypeOf(module).constructor);
    });

    it("is called like its forward, and by call, apply and bind", async () => {
      const module = fresh();
      const ways: ((given: unknown[]) => unknown)[] = [
        (given) => module(...given),
        (given) => module.forward(...given),
        (given) => module.call({}, ...given),
        (given) => module.apply(undefined, given),
        (given) => Reflect.apply(module, undefined, given),
        (given) => module.bind(undefined)(...given),
      ];
      for (const way of ways) {
        const given = args();
        expect(await way(given)).toEqual(output(given));
      }
    });

    it("calls its hooks once each, in order, and no more when they are removed", async () => {
      const module = fresh();
      const told: string[] = [];
      const handles = [
        module.registerForwardPreHook(() => void told.push("before 1")),
        module.registerForwardPreHook(() => void told.push("before 2")),
        module.registerForwardPreHook(() => void told.push("before 0"), { prepend: true }),
        module.registerForwardHook(() => void told.push("after 1")),
        module.registerForwardHook(() => void told.push("after 2")),
        module.registerForwardHook(() => void told.push("after 0"), { prepend: true }),
      ];
      const given = args();
      expect(await module(...given)).toEqual(output(given));
      expect(told.splice(0)).toEqual(["before 0", "before 1", "before 2", "after 0", "after 1", "after 2"]);
      for (const remove of handles) remove();
      await module(...args());
      expect(told).toEqual([]);
    });

    it("tells hooks of the module, the arguments and the output, and takes what they give instead", async () => {
      const module = fresh();
      const given = args();
      const seen: unknown[] = [];
      module.registerForwardPreHook((self, before) => {
        seen.push(self, before);
        return given;
      });
      module.registerForwardHook((self, after, result) => {
        seen.push(self, after, result);
        return "changed";
      });
      const first = args();
      expect(await module(...first)).toBe("changed");
      expect(seen).toEqual([module, first, module, given, output(given)]);
      expect(seen[3]).toBe(given);
    });

    it("waits for asynchronous hooks", async () => {
      const module = fresh();
      const told: string[] = [];
      const later = (word: string) => async () => {
        await Promise.resolve();
        told.push(word);
      };
      module.registerForwardPreHook(later("before"));
      module.registerForwardHook(later("after 1"));
      module.registerForwardHook(() => void told.push("after 2"));
      const given = args();
      expect(await module(...given)).toEqual(output(given));
      expect(told).toEqual(["before", "after 1", "after 2"]);
    });

    it("fails with what a hook throws", async () => {
      const module = fresh();
      const remove = module.registerForwardPreHook(() => {
        throw new Error("before");
      });
      await expect(async () => module(...args())).rejects.toThrow("before");
      remove();
      module.registerForwardHook(async () => {
        throw new Error("after");
      });
      await expect(async () => module(...args())).rejects.toThrow("after");
    });

    it("knows itself and all below it, parents first, each once", () => {
      const module = fresh();
      const named = [...module.namedModules()];
      expect(named.map(([path]) => path)).toEqual(paths);
      expect(named[0]?.[1]).toBe(module);
      expect(new Set(module.modules())).toEqual(new Set(named.map(([, one]) => one)));
      for (const [path, one] of named) expect(module.getModule(path)).toBe(one);
      expect([...module.children()]).toEqual([...module.namedChildren()].map(([, child]) => child));
      const visited: Module[] = [];
      expect(module.apply((one) => void visited.push(one))).toBe(module);
      expect(visited).toEqual([...module.modules()]);
    });

    it("has a state of JSON data that it takes back", () => {
      const module = fresh();
      const state = JSON.parse(JSON.stringify(module.stateDict())) as Record<string, unknown>;
      expect(module.stateDict()).toEqual(state);
      expect(module.loadStateDict(state)).toEqual({ missing: [], unexpected: [] });
      expect(fresh().loadStateDict({ ...state, "no.such": 1 }, { strict: false })).toEqual({ missing: [], unexpected: ["no.such"] });
      expect(() => module.loadStateDict({ ...state, "no.such": 1 })).toThrow('unexpected "no.such"');
    });

    it("is shown as text and as a diagram", () => {
      const module = fresh();
      expect(String(module)).toMatch(text);
      expect(String(module).startsWith(text)).toBe(true);
      expect(module.toMermaid()).toMatch(/^flowchart TD$/m);
    });

    it("is a function wherever one is wanted", async () => {
      const module = fresh();
      const lists = [args(), args()];
      expect(await mapGather(module as (...given: unknown[]) => unknown, lists)).toEqual(lists.map((given) => output(given)));
      expect(new Map([[module, 1]]).get(module)).toBe(1);
    });
  });
}
