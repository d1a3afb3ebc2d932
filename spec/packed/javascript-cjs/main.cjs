const { agent, Registry, runWith, tool } = require("msgflux");

class BillingService {
  ledger = new Map([["C-1234", "$1250.00"]]);
  balance(currency, customerId) {
    return `${customerId} has ${this.ledger.get(customerId)}`;
  }
}
tool({
  description: "Look up an account's balance.",
  signature: "currency: 'USD' | 'EUR', customerId: string -> string",
  injectVars: ["customerId"],
})(BillingService.prototype.balance);

const registry = new Registry();
registry.register(new BillingService());
const keys = Object.keys(registry.get("balance").parameters.properties);
const clerk = agent("Answer.", { model: "demo/any", tools: ["balance"], registry });
const name = agent({ instructions: "Name the model." })(async function name() {
  return "demo";
});
void runWith({ vars: { customerId: "C-1234" } }, () => clerk.run("What is the balance in USD?")).then(async (result) => {
  console.log(`${result.toolCalls[0].result}|{${keys.join()}}|${await name("Which?")}`);
});
