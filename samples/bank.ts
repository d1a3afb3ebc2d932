import { Agent, agent, signature, tool, type ModelRef } from "msgflux";

/** An ordinary service of a bank: what makes its methods tools stands above them. */
export class Bank {
  readonly #accounts = new Map([
    ["C-1234", { owner: "Alice", balance: 1250 }],
    ["C-5678", { owner: "Bob", balance: 340.75 }],
  ]);

  @tool({ description: "Look up the balance of the customer's account.", injectVars: ["customerId"], effect: "read" })
  @signature("customerId: string -> string")
  balance(customerId: string): string {
    return `$${this.#account(customerId).balance.toFixed(2)}`;
  }

  @tool({ description: "Transfer money to another customer.", injectVars: ["customerId"], effect: "irreversible" })
  @signature(`recipient: string "First name of who gets the money", amount: number "In dollars", customerId: string -> string`)
  transfer(recipient: string, amount: number, customerId: string): string {
    const from = this.#account(customerId);
    const to = [...this.#accounts.values()].find((account) => account.owner === recipient);
    if (!to) throw new Error(`No customer is called "${recipient}".`);
    if (amount > from.balance) throw new Error(`The account holds only $${from.balance.toFixed(2)}.`);
    from.balance -= amount;
    to.balance += amount;
    return `$${amount.toFixed(2)} went to ${recipient}.`;
  }

  #account(customerId: string) {
    const account = this.#accounts.get(customerId);
    if (!account) throw new Error(`There is no account "${customerId}".`);
    return account;
  }
}

/** Talks to customers; `customerId` reaches the tools, never the model. */
@agent({ instructions: "You are helping customer {{customerName}}." })
export class BankAgent extends Agent {
  systemMessage = "You are a bank clerk. Use the tools; never invent figures.";

  constructor(bank: Bank, model: ModelRef) {
    super({ model, tools: [bank] });
  }
}
