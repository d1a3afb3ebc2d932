import { afterEach, describe, expect, it } from "vitest";
import { env, setEnvs } from "../../lib/core/env.ts";

const name = "MSGFLUX_SPEC_VARIABLE";

describe("env", () => {
  afterEach(() => {
    delete process.env[name];
  });

  it("gives the value of a variable", () => {
    process.env[name] = "secret";
    expect(env(name)).toBe("secret");
  });

  it("takes a variable that is set to nothing for unset", () => {
    process.env[name] = "";
    expect(env(name)).toBeUndefined();
    delete process.env[name];
    expect(env(name)).toBeUndefined();
  });

  it("setEnvs writes variables, and removes those given as undefined instead of writing the word", () => {
    setEnvs({ [name]: "one" });
    expect(process.env[name]).toBe("one");
    setEnvs({ [name]: undefined });
    expect(name in process.env).toBe(false);
  });
});
