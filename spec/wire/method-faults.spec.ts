import { deskOf } from "./annotated-agents.ts";
import { testMethodFaults } from "./method-faults.ts";

testMethodFaults(deskOf);
