// What the shape alone cannot tell: names that must lead somewhere, names that must be once, words that must be real.
import { asGroup, type Offers, type ShapedConfig } from "./config-entry.ts";
import { issue, type ConfigIssue } from "./config-issue.ts";

/** Checks names and places of a config against each other; works on half a config too, so that all mistakes come at once. */
export function crossCheck(shaped: ShapedConfig, offers: Offers): readonly ConfigIssue[] {
  const stations = groupsOf(shaped.whole["stations"]);
  return [
    ...checkProperty(asGroup(shaped.whole["property"])),
    ...checkTwice("lines", shaped.lines),
    ...checkTwice("adapters", shaped.adapters),
    ...checkTwice("printers", shaped.printers),
    ...checkTwice("stations", stations),
    ...checkKinds("lines", shaped.lines, offers),
    ...checkKinds("adapters", shaped.adapters, offers),
    ...checkKinds("printers", shaped.printers, offers),
    ...checkLines(shaped, offers),
    ...checkStations(stations, shaped),
    ...checkRooms(asGroup(shaped.whole["rooms"])),
  ];
}

type Group = Readonly<Record<string, unknown>>;

function groupsOf(value: unknown): readonly Group[] {
  return Array.isArray(value) ? value.map(asGroup) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function checkProperty(property: Group): readonly ConfigIssue[] {
  const timezone = textOf(property["timezone"]);
  const currency = textOf(property["currency"]);
  const country = textOf(property["country"]);
  return [
    ...(timezone === undefined || isTimezone(timezone)
      ? []
      : [issue("not-a-timezone", ["property", "timezone"])]),
    ...(currency === undefined || isCurrency(currency)
      ? []
      : [issue("not-a-currency", ["property", "currency"])]),
    ...(country === undefined || isCountry(country) ? [] : [issue("not-a-country", ["property", "country"])]),
  ];
}

function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}

function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code)) return false;
  return new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of(code) !== undefined;
}

function checkTwice(list: string, entries: readonly { readonly name?: unknown }[]): readonly ConfigIssue[] {
  const first = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    const name = textOf(entry.name);
    if (name === undefined) return [];
    const before = first.get(name);
    if (before !== undefined) return [issue("twice", [list, index, "name"], { other: `${list}[${before}]` })];
    first.set(name, index);
    return [];
  });
}

function checkKinds(
  list: "lines" | "adapters" | "printers",
  entries: ShapedConfig["lines"],
  offers: Offers,
): readonly ConfigIssue[] {
  const options = [...offers[list].keys()].join(", ");
  return entries.flatMap(({ kind }, index) =>
    kind === undefined || offers[list].has(kind)
      ? []
      : [issue("kind-unknown", [list, index, "kind"], { options })],
  );
}

function checkLines(shaped: ShapedConfig, offers: Offers): readonly ConfigIssue[] {
  const lines = namesOf(shaped.lines);
  const usedBy = new Map<string, string>();
  return (["adapters", "printers"] as const).flatMap((list) =>
    shaped[list].flatMap((entry, index) => {
      const path = [list, index, "line"];
      const needed = offers[list].get(entry.kind ?? "")?.needsLine;
      if (entry.line === undefined)
        return needed === true ? [issue("line-needed", path, { names: said(lines) })] : [];
      if (needed === false) return [issue("line-not-used", path)];
      if (!lines.includes(entry.line)) return [issue("line-unknown", path, { names: said(lines) })];
      const other = usedBy.get(entry.line);
      usedBy.set(entry.line, `${list}[${index}]`);
      return other === undefined ? [] : [issue("line-shared", path, { other })];
    }),
  );
}

function checkStations(stations: readonly Group[], shaped: ShapedConfig): readonly ConfigIssue[] {
  const printers = namesOf(shaped.printers);
  const names = namesOf(stations);
  return stations.flatMap((station, index) => {
    const printer = textOf(station["printer"]);
    const captain = textOf(station["captain"]);
    const found: ConfigIssue[] = [];
    if (printer !== undefined && !printers.includes(printer))
      found.push(issue("printer-unknown", ["stations", index, "printer"], { names: said(printers) }));
    if (captain !== undefined && captain === station["name"])
      found.push(issue("captain-itself", ["stations", index, "captain"]));
    else if (captain !== undefined && !names.includes(captain))
      found.push(issue("captain-unknown", ["stations", index, "captain"], { names: said(names) }));
    return found;
  });
}

function namesOf(entries: readonly { readonly name?: unknown }[]): readonly string[] {
  return entries.flatMap((entry) => textOf(entry.name) ?? []);
}

function said(names: readonly string[]): string {
  return names.length === 0 ? "—" : names.join(", ");
}

/** A room number, or two of one length with the lower first: `9000-9999`. */
function isRooms(text: string): boolean {
  const [from, to, ...rest] = text.split("-").map((end) => end.trim());
  if (from === undefined || from === "") return false;
  if (to === undefined) return from.length <= 20;
  if (!/^\d+$/.test(from) || !/^\d+$/.test(to)) return text.length <= 20 && to !== "";
  return rest.length === 0 && from.length === to.length && from <= to;
}

function checkRooms(rooms: Group): readonly ConfigIssue[] {
  return (["ignore", "houseUse"] as const).flatMap((list) => {
    const entries: unknown = rooms[list];
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry, index) =>
      typeof entry === "string" && !isRooms(entry) ? [issue("not-rooms", ["rooms", list, index])] : [],
    );
  });
}
