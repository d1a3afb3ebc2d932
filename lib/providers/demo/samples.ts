import type { Place } from "../../signature/sample-value.ts";
import { rolesOf } from "./roles.ts";

const byRole: Readonly<Record<string, string>> = {
  email: "alex@example.com",
  url: "https://example.com/",
  date: "2026-01-15",
  time: "09:00",
  currency: "USD",
  place: "London",
  person: "Alex",
  id: "A-1",
  file: "demo.txt",
};

/** Texts for a place of which nothing is said, by its name and description; the best first. */
export function wordsFor({ path, description }: Place): string[] {
  const named = rolesOf(path.at(-1) ?? "", description).flatMap((role) => byRole[role] ?? []);
  return [...named, "demo"];
}
