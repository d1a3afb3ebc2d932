import { agent, Registry, runWith, signature, tool } from "msgflux";

class BillingService {
  readonly #ledger = new Map([["C-1234", "$1250.00"]]);

  @tool({ description: "Look up an account's balance.", injectVars: ["customerId"] })
  @signature("currency: 'USD' | 'EUR', customerId: string -> string")
  balance(_currency: "USD" | "EUR", customerId: string): string {
    return `${customerId} has ${this.#ledger.get(customerId)}`;
  }

  @agent({ instructions: "Name the model." })
  async name(_question: string): Promise<string> {
    return "demo";
  }
}

const service = new BillingService();
const registry = new Registry();
registry.register(service);
const spec = registry.get("balance");
const keys = Object.keys((spec?.parameters["properties"] ?? {}) as object);
const clerk = agent("Answer.", { model: "demo/any", tools: ["balance"], registry });
const result = await runWith({ vars: { customerId: "C-1234" } }, () => clerk.run("What is the balance in USD?"));
console.log(`${String(result.toolCalls[0]?.result)}|{${keys.join()}}|${await service.name("Which?")}`);
