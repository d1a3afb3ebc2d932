// Puts the type tests of decorators into the program that compiles the legacy dialect.
import "../decorators/agent.test-d.ts";
import "../decorators/tool.test-d.ts";
