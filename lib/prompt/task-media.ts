import type { Field, MediaKind } from "../signature/signature.ts";
import type { NamedMedium } from "./media-part.ts";
import { ownValue } from "./plain-data.ts";

/** A medium of a task: the input it belongs to, and its place among those of its kind, from 1 on. */
export interface Medium extends NamedMedium {
  readonly input: string | undefined;
  readonly number: number;
}

type Unnumbered = Omit<Medium, "number">;

const kinds: readonly MediaKind[] = ["image", "audio", "video", "file"];

/** The media among the inputs of a signature; a list is several. */
export function inputMedia(inputs: Readonly<Record<string, unknown>>, fields: readonly Field[] = []): Unnumbered[] {
  return fields.flatMap(({ name, media: kind }) => (kind === undefined ? [] : listed(ownValue(inputs, name), { kind, name, input: name })));
}

/** The media that go with a task by kind; a list is several. They stand for the inputs of their kind that were not given, in order. */
export function taskMedia(media: Readonly<Partial<Record<MediaKind, unknown>>> = {}, absent: readonly Field[] = []): Unnumbered[] {
  return kinds.flatMap((kind) => {
    const inputs = absent.filter((field) => field.media === kind).map(({ name }) => name);
    return listed(media[kind], { kind, name: kind, input: undefined }).map((medium, index) => ({
      ...medium,
      input: inputs[index] ?? inputs.at(-1),
    }));
  });
}

/** Pictures first, then sounds, films and documents, counted by kind. */
export function numbered(media: readonly Unnumbered[]): Medium[] {
  const ofKind = (kind: MediaKind) => media.filter((medium) => medium.kind === kind);
  return kinds.flatMap((kind) => ofKind(kind).map((medium, index) => ({ ...medium, number: index + 1 })));
}

/** How the words of a task name its media, by input: `[image 1]`, `[image 2], [image 3]`. */
export function mediaReferences(media: readonly Medium[]): Record<string, string> {
  const references: Record<string, string> = {};
  for (const { input, kind, number } of media) {
    if (input === undefined) continue;
    references[input] = [references[input] ?? [], `[${kind} ${number}]`].flat().join(", ");
  }
  return references;
}

function listed(sources: unknown, medium: Omit<Unnumbered, "source">): Unnumbered[] {
  if (sources === undefined || sources === null) return [];
  if (!Array.isArray(sources)) return [{ ...medium, source: sources }];
  return sources.map((source: unknown, index) => ({ ...medium, name: `${medium.name}[${index}]`, source }));
}
