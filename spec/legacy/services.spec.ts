import { agent, Registry } from "msgflux";
import { expect, it } from "vitest";
import { scriptedModel, toolCall } from "msgflux/testing";
import { apiContract, type Bank, type Ledger } from "../support/api-contract.ts";
import { mistakes, reserved, services } from "./services.ts";

apiContract({ name: "the legacy dialect", services, mistakes, reserved });

it("reads the types of parameters from the compiler", async () => {
  const model = scriptedModel([toolCall("ping", { host: "msgflux" }), toolCall("ping", { host: 1 }), "done"]);
  const service = services({ ledger: {} as Ledger, bank: {} as Bank, model });
  const registry = new Registry().register(service.legacy);
  expect(registry.get("ping")).toMatchObject({
    description: "Ping",
    parameters: { type: "object", properties: { host: { type: "string" } }, required: ["host"], additionalProperties: false },
  });
  const { toolCalls } = await agent("Ping.", { model, tools: ["ping"], registry }).run("Go.");
  expect(toolCalls).toMatchObject([{ result: "pong msgflux" }, { error: expect.stringContaining("host") }]);
});
