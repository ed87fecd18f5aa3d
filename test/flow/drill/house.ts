// The house of the kill drill: two desks, a breakfast room, a floor, a switchboard, one printer on a real TCP line.

/** The drill's config; with a PMS port it listens to a PMS as well. */
export function drillConfig(at: {
  port: number;
  folder: string;
  printerPort: number;
  pmsPort?: number;
}): string {
  const pms =
    at.pmsPort === undefined
      ? []
      : [`  - { name: pms-line, kind: tcp-client, settings: { host: 127.0.0.1, port: ${at.pmsPort} } }`];
  return [
    "property: { code: DRL, name: 演习大酒店, timezone: Asia/Shanghai, locale: zh-CN, currency: CNY, country: CN }",
    `http: { host: 127.0.0.1, port: ${at.port} }`,
    "store: { kind: sqlite, file: keshi.db }",
    "secrets: { keyFile: keshi.key }",
    "lines:",
    `  - { name: desk-line, kind: tcp-client, settings: { host: 127.0.0.1, port: ${at.printerPort} } }`,
    ...pms,
    at.pmsPort === undefined
      ? "adapters: []"
      : "adapters:\n  - { name: pms, kind: fias, line: pms-line, settings: { interface: MS, codePage: utf-8, pacingMs: 0, moveHoldMs: 1000 } }",
    "printers:",
    "  - { name: desk-printer, kind: escpos, line: desk-line, settings: { columns: 48, codePage: gb18030 } }",
    "stations:",
    "  - { name: desk-1, role: front-desk, workstations: [FO1], printer: desk-printer, print: [checked-in], printWhen: always, locale: zh-CN }",
    "  - { name: desk-2, role: front-desk, workstations: [FO2], locale: zh-CN }",
    "  - { name: breakfast, role: restaurant, outlets: [coffee-shop], locale: zh-CN }",
    '  - { name: floor-12, role: housekeeping, floors: ["12"], locale: zh-CN }',
    '  - { name: switchboard, role: call-centre, extensions: ["8000"], locale: zh-CN }',
    'rooms: { ignore: ["9000-9999"], houseUse: [], floors: {} }',
    "",
  ].join("\n");
}

/** Chance that a seed decides: the same drill every time. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
