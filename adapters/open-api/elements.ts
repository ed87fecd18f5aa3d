// The elements of a JSON array as the text they were sent in, so that each event keeps its own raw message.

/** Cuts a JSON array that is known to be valid into the text of its elements; nothing is parsed or changed. */
export function elementsOf(json: string): string[] {
  const elements: string[] = [];
  let depth = 0;
  let start = -1;
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === '"') {
      at = endOfString(json, at);
      continue;
    }
    if (depth === 1 && (sign === "," || sign === "]")) {
      if (start >= 0 && json.slice(start, at).trim() !== "") elements.push(json.slice(start, at).trim());
      start = at + 1;
    }
    if (sign === "[" || sign === "{") {
      depth += 1;
      if (depth === 1) start = at + 1;
    } else if (sign === "]" || sign === "}") depth -= 1;
  }
  return elements;
}

function endOfString(json: string, from: number): number {
  let at = from + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at;
}

/** Whether what was sent has fields, at any depth, that were not taken over. */
export function tellsMore(sent: unknown, taken: unknown): boolean {
  if (typeof sent !== "object" || sent === null) return false;
  if (typeof taken !== "object" || taken === null) return true;
  const kept = new Map(Object.entries(taken));
  return Object.entries(sent).some(([key, value]) => !kept.has(key) || tellsMore(value, kept.get(key)));
}
