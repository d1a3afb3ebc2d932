import { readFileSync } from "node:fs";
import { Registry } from "msgflux";
import { expect, it } from "vitest";
import { scriptedModel } from "msgflux/testing";
import { apiContract, type Bank, type Ledger } from "../support/api-contract.ts";
import { mistakes, reserved, services } from "./services.ts";

apiContract({ name: "the standard dialect", services, mistakes, reserved });

it("refuses a parameter whose type nobody tells", () => {
  const { legacy } = services({ ledger: {} as Ledger, bank: {} as Bank, model: scriptedModel([]) });
  expect(() => new Registry().register(legacy)).toThrow("Legacy.ping, parameter host: type unknown");
  expect(legacy.ping("msgflux")).toBe("pong msgflux");
});

it("compiles the same text in both dialects", () => {
  const textIn = (folder: string) => readFileSync(new URL(`../${folder}/services.ts`, import.meta.url), "utf8");
  expect(textIn("legacy")).toBe(textIn("api"));
});
