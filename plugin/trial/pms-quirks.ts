// What differs from one PMS to the next on the same protocol; each habit with the place that reports it.

/** How a room move is told: one GC with the old room, or GO and GI of one G# in either order (fias.md §6.1). */
export type MoveForm = "GC" | "GO-GI" | "GI-GO";

/** One PMS's habits on the wire. */
export interface PmsQuirks {
  /** `filled`: empty fields are left out; `all`: every declared field is sent, empty ones too (fias.md §2.1). */
  readonly fields: "filled" | "all";
  /** A number shuffles the fields by that seed, otherwise the order of our LR holds (fias.md §2.1). */
  readonly shuffle: number | undefined;
  /** Field ids nobody declared stand between the others (fias.md §6, protel before LR). */
  readonly unknownFields: boolean;
  /** GS once for each room of a GC move (fias.md §2.1, §6.1). */
  readonly twoShareFlags: boolean;
  readonly move: MoveForm;
  /** What happens to a second client (fias.md §2.3). */
  readonly secondClient: "newest-wins" | "refuse";
  /** After connecting, LS comes after so many ms; `never`: the vendor has to begin (fias.md §3.2 rule 1). */
  readonly startAfterMs: number | "never";
  /** LA answers the vendor's LA after so many ms (fias.md §3.2 rule 3: at once to 6 s). */
  readonly answerAfterMs: number;
  /** Newer PMS may silently ignore DR (fias.md §4). */
  readonly resync: "tells" | "ignores";
  /** DS and DE around a resync, or a bare burst of GI (fias.md §4, protel). */
  readonly envelope: boolean;
  /** After the link is alive, everybody in house is told without envelope after so many ms (fias.md §4, protel). */
  readonly burstAfterMs: number | undefined;
  /** Live records carry an empty SF as well (fias.md §4, Casablanca). */
  readonly emptySwapFlag: boolean;
  /** How GN is filled (fias.md §6): family name with GF beside it, `Family, Given`, or everything in GN. */
  readonly names: "family" | "comma" | "full";
  /** Check byte after ETX and ACK/NAK on TCP, as some set-ups have it (fias.md §2.3). */
  readonly lrc: boolean;
  readonly ack: boolean;
}

/** Presets by product. */
export type PmsKind = "opera" | "protel" | "casablanca";

const OPERA: PmsQuirks = {
  fields: "filled",
  shuffle: undefined,
  unknownFields: false,
  twoShareFlags: true,
  move: "GC",
  secondClient: "newest-wins",
  startAfterMs: 0,
  answerAfterMs: 0,
  resync: "tells",
  envelope: true,
  burstAfterMs: undefined,
  emptySwapFlag: false,
  names: "family",
  lrc: false,
  ack: false,
};

/** The habits reported of each product; `opera` is the specification itself. */
export const QUIRKS: Readonly<Record<PmsKind, PmsQuirks>> = {
  opera: OPERA,
  /** Sends all fields, moves by GO and GI in one second, keeps the first client, tells the house without envelope (fias.md §2.1, §2.3, §4, §12). */
  protel: {
    ...OPERA,
    fields: "all",
    move: "GO-GI",
    secondClient: "refuse",
    startAfterMs: 100,
    answerAfterMs: 5000,
    burstAfterMs: 6000,
  },
  /** Sends all fields and an empty SF in live records (fias.md §2.1, §4, §12). */
  casablanca: { ...OPERA, fields: "all", emptySwapFlag: true },
};
