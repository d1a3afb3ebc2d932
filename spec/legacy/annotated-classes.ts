// The same text stands in spec/decorators and spec/legacy, so that both dialects compile it; a spec compares the two.
import { agentDecorator } from "../../lib/decorators/agent.ts";
import { policyDecorator } from "../../lib/decorators/policy.ts";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { signatureDecorator } from "../../lib/decorators/signature.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { exclaim, extended } from "../support/foreign-decorators.ts";
import { callsOfAgent, city, countingPolicy } from "../support/annotation-fakes.ts";

const agent = agentDecorator(callsOfAgent.run);
// The decorators untyped, for members the compiler would refuse, and for those whose types are not the point here.
const loose: Record<"tool" | "returnDirect" | "agent" | "policy" | "signature", any> = {
  tool,
  returnDirect,
  agent,
  policy: policyDecorator(countingPolicy),
  signature: signatureDecorator(city),
};
export const symbolKey = Symbol("symbolKey");

export class Billing {
  #open = 1;
  total = 0;

  constructor(total = 10) {
    this.total = total;
  }

  @tool({ description: "The balance." })
  balance(currency: string): string {
    return `${this.total} ${currency}`;
  }

  @tool
  bare(): number {
    return this.#open;
  }

  @tool()
  called(): number {
    return this.#open;
  }

  @returnDirect
  @tool({ description: "above" })
  directAbove(): string {
    return "above";
  }

  @tool({ description: "below" })
  @returnDirect()
  directBelow(): string {
    return "below";
  }

  @loose.signature
  @tool({ name: "pay", effect: "write" })
  @returnDirect
  settle(place: string): string {
    return place;
  }

  @exclaim
  @tool({ description: "foreign above" })
  loud(word: string): string {
    return word;
  }

  @tool({ description: "foreign below" })
  @exclaim
  louder(word: string): string {
    return word;
  }

  @tool({ description: "instance" })
  same(): string {
    return "instance";
  }

  @tool({ description: "static" })
  static same(): string {
    return `static of ${this.name}`;
  }

  @tool({ description: "by symbol" })
  [symbolKey](): string {
    return "symbol";
  }

  @tool({ description: "quoted" })
  "with-dash"(): string {
    return "dash";
  }

  get dangerous(): string {
    throw new Error("a getter was run");
  }

  unmarked(): string {
    return "unmarked";
  }
}

export class HomeBilling extends Billing {
  override balance(money: string): string {
    return `home ${super.balance(money)}`;
  }

  @tool({ name: "renamed" })
  override directAbove(): string {
    return "home";
  }

  @tool({ input: city.input[0]?.schema as never })
  override settle(place: string): string {
    return `home ${place}`;
  }

  @tool({ description: "own" })
  own(): string {
    return "own";
  }
}

export class QuietBilling extends HomeBilling {}

export class Desk {
  company = "Acme";

  @agent({ model: "demo/model", instructions: "Route." })
  @loose.signature
  async route(ticket: string, urgent?: boolean): Promise<string> {
    return `${this.company} ${ticket} ${String(urgent)}`;
  }

  @loose.signature
  @agent
  async above(ticket: string): Promise<string> {
    return ticket;
  }

  @agent()
  static async overview(): Promise<string> {
    return this.name;
  }

  @tool({ description: "Both." })
  @agent({ instructions: "Both." })
  async both(ticket: string): Promise<string> {
    return ticket;
  }

  @loose.policy
  async rate(pair: string): Promise<string> {
    return `${this.company} ${pair}`;
  }

  @loose.policy
  @tool({ description: "Guarded." })
  quick(pair: string, _unused?: number): string {
    return pair;
  }
}

export class NightDesk extends Desk {
  @agent({ instructions: "Route at night." })
  override async route(ticket: string): Promise<string> {
    return `night, then ${await super.route(ticket)}`;
  }
}

@agent({ name: "base", instructions: "Base." })
@loose.signature
export class BaseAgent {
  @tool({ description: "Base tool." })
  look(): string {
    return "looked";
  }
}

@agent({ instructions: "Derived." })
export class DerivedAgent extends BaseAgent {}

@extended
@agent({ name: "wrapped" })
export class ExtendedAgent {
  @tool({ description: "Seen through." })
  look(): string {
    return "looked";
  }
}

/** Each of these must be refused when it is called. */
export const mistakes: Record<string, () => unknown> = {
  field: () => {
    class Rates {
      @loose.tool rate = 1;
    }
    return Rates;
  },
  getter: () => {
    class Rates {
      @loose.returnDirect get rate(): number {
        return 1;
      }
    }
    return Rates;
  },
  setter: () => {
    class Rates {
      @loose.policy set rate(_value: number) {}
    }
    return Rates;
  },
  "static field": () => {
    class Rates {
      @loose.agent static rate = 1;
    }
    return Rates;
  },
  "tool on a class": () => {
    @loose.tool
    class Rates {}
    return Rates;
  },
  "returnDirect on a class": () => {
    @loose.returnDirect
    class Rates {}
    return Rates;
  },
  "policy on a class": () => {
    @loose.policy
    class Rates {}
    return Rates;
  },
};
