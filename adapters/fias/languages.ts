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
  const asked = code.trim().toUpperCase();
  if (asked === "") return undefined;
  return site[asked] ?? FIXED[asked] ?? isoLanguage(asked);
}

function isoLanguage(code: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(code.replaceAll("_", "-"));
    return tag !== undefined && ISO_NAMES.of(tag) !== undefined ? tag : undefined;
  } catch {
    return undefined;
  }
}
