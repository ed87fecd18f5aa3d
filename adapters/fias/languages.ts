// FIAS language codes to BCP-47 (fias.md §10): the fixed base codes first, then FIAS's old two-letter codes, then ISO.

const FIXED: Readonly<Record<string, string>> = {
  EA: "en",
  GE: "de",
  SP: "es",
  CT: "ca",
  CZ: "cs",
  DK: "da",
  GR: "el",
  FN: "fi",
  CR: "hr",
  RI: "id",
  NR: "no",
  PO: "pt",
  RL: "ru",
  RS: "ru",
  SC: "sk",
  SW: "sv",
};
const ISO_NAMES = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

/** The guest's language; the site's own table rules, and a code nobody knows gives undefined. */
export function readLanguage(code: string, site: Readonly<Record<string, string>>): string | undefined {
  const sent = code.trim().toUpperCase();
  if (sent === "") return undefined;
  return site[sent] ?? FIXED[sent] ?? isoLanguage(sent);
}

// A house hears the same few codes all day, and asking for a language's name is dear.
const ASKED_KEPT = 256;
const asked = new Map<string, string | undefined>();

function isoLanguage(code: string): string | undefined {
  if (!asked.has(code)) {
    if (asked.size >= ASKED_KEPT) asked.clear();
    asked.set(code, lookUp(code));
  }
  return asked.get(code);
}

function lookUp(code: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(code.replaceAll("_", "-"));
    return tag !== undefined && ISO_NAMES.of(tag) !== undefined ? tag : undefined;
  } catch {
    return undefined;
  }
}
