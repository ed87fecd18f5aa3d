// From the config's entries to things that run: lines, printers and adapters, each made by the kind the manifest offers.
import type {
  Adapter,
  AdapterContext,
  Clock,
  EventDraft,
  EventId,
  LineSource,
  Log,
  Meter,
  Printer,
  Property,
} from "../contract/index.ts";
import type { ConfigEntry, LinedEntry } from "./config-entry.ts";
import type { LoadedOffers } from "./offers.ts";

/** What devices are made with. */
export interface DeviceContext {
  readonly offers: LoadedOffers;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

/** Lines by name. */
export type Lines = ReadonlyMap<string, LineSource>;

/** Makes the lines of the config; none is opened yet. */
export function createLines(entries: readonly ConfigEntry[], context: DeviceContext): Lines {
  return new Map(
    entries.map(({ name, kind, settings }) => {
      const definition = offered(context.offers.lines, kind);
      const line = definition.create(definition.settings.parse(settings), {
        name,
        clock: context.clock,
        log: context.log.child(name),
      });
      return [name, line];
    }),
  );
}

/** Makes the printers of the config by name; none prints yet. */
export function createPrinters(
  entries: readonly LinedEntry[],
  lines: Lines,
  context: DeviceContext,
): ReadonlyMap<string, Printer> {
  return new Map(
    entries.map(({ name, kind, settings, line }) => {
      const definition = offered(context.offers.printers, kind);
      const printer = definition.create(definition.settings.parse(settings), {
        name,
        clock: context.clock,
        log: context.log.child(name),
        meter: context.meter,
        ...lineOf(lines, line),
      });
      return [name, printer];
    }),
  );
}

/** What adapters need of the house besides what every device needs. */
export interface AdapterSurroundings extends DeviceContext {
  readonly property: Property;
  readonly afterUncleanStop: boolean;
  /** Commit 1: resolves once the events of a source are durable. */
  readonly append: (source: string, events: readonly EventDraft[]) => Promise<readonly EventId[]>;
}

/** Makes the adapters of the config; none talks yet. */
export function createAdapters(
  entries: readonly LinedEntry[],
  lines: Lines,
  around: AdapterSurroundings,
): readonly Adapter[] {
  return entries.map(({ name, kind, settings, line }) => {
    const definition = offered(around.offers.adapters, kind);
    return definition.create(definition.settings.parse(settings), {
      ...contextOf(name, around),
      ...lineOf(lines, line),
    });
  });
}

function contextOf(name: string, around: AdapterSurroundings): AdapterContext {
  return {
    name,
    property: around.property,
    clock: around.clock,
    log: around.log.child(name),
    meter: around.meter,
    publish: (events, source = name) => around.append(source, events),
    afterUncleanStop: around.afterUncleanStop,
  };
}

function lineOf(lines: Lines, name: string | undefined): { line?: LineSource } {
  const line = name === undefined ? undefined : lines.get(name);
  return line === undefined ? {} : { line };
}

function offered<T>(kinds: ReadonlyMap<string, T>, kind: string): T {
  const definition = kinds.get(kind);
  if (definition === undefined) throw new Error(`kind ${kind} is not offered; the config was not checked`);
  return definition;
}
