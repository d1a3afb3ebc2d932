import { testMethodFaults } from "../wire/method-faults.ts";
import { testScenarios } from "../wire/test-scenarios.ts";
import { annotatedScenarios, deskOf } from "./wire-annotated-agents.ts";

testScenarios(annotatedScenarios);
testMethodFaults(deskOf);
