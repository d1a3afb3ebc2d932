// Puts the type tests of decorators and of the public contract into the program that compiles the legacy dialect.
import "../api/agent-classes.test-d.ts";
import "../api/agents.test-d.ts";
import "../api/exported.test-d.ts";
import "../api/mistakes.test-d.ts";
import "../api/models.test-d.ts";
import "../api/signatures.test-d.ts";
import "../api/tools.test-d.ts";
import "../decorators/agent.test-d.ts";
import "../decorators/tool.test-d.ts";
