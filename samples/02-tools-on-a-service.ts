// An annotated service: its methods are the agent's tools, and stay ordinary methods for everybody else.
import { BankAgent, Bank } from "./bank.ts";

const bank = new Bank();
const clerk = new BankAgent(bank, process.env["MSGFLUX_MODEL"] ?? "demo/any");
const vars = { customerName: "Alice", customerId: "C-1234" };

const result = await clerk.run("Transfer $50 to Bob, please.", { vars });
for (const call of result.toolCalls) console.log(`${call.name}(${JSON.stringify(call.parameters)}) -> ${call.result}`);
console.log(result.output);
console.log("by hand:", bank.balance("C-1234"), bank.balance("C-5678"));

// Output:
// transfer({"recipient":"Bob","amount":50}) -> $50.00 went to Bob.
// transfer: $50.00 went to Bob.
// by hand: $1200.00 $390.75
