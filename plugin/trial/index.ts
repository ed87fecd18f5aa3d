// The trial hotel as the rest of the program sees it: simulated peers, the cast, the day, its config and its buttons.
export { createTrial, openTrialPeers } from "./trial.ts";
export type { Trial, TrialAround, TrialHost, TrialPeers } from "./trial.ts";
export { trialConfig, TRIAL_STATIONS, TRIAL_TIMEZONE, type TrialPlaces } from "./trial-config.ts";
export { trialRoutes, type TrialRoutesAround } from "./trial-routes.ts";
export { runSimulator, SIMULATORS, SIMULATOR_PORTS } from "./simulate.ts";
export type { Simulator, SimulatorKind, SimulatorOptions } from "./simulate.ts";
export { startTrialDay, TrialDay, type DayView, type TrialDayAround } from "./day.ts";
export { TRIAL_DAY, type TrialMoment, type TrialStep } from "./day-script.ts";
export { CAST, TRIAL_ROOMS, castGuest, guestRef, reservationOf, shownName } from "./cast.ts";
export type { CastGuest } from "./cast-guest.ts";
export { writeHistory, type HistoryAround } from "./history.ts";
export { openAccounts, openKeys, TRIAL_SOURCES, type TrialKeys, type TrialSignIn } from "./accounts.ts";
export { Notebook, looseSheet, type Note, type NotebookPaper } from "./notebook.ts";
export { startPmsPeer, type PmsPeer, type PmsPeerSettings, type HeardRecord } from "./pms-peer.ts";
export { CODE_PAGES, type CodePage } from "./pms-frame.ts";
export { QUIRKS, type MoveForm, type PmsKind, type PmsQuirks } from "./pms-quirks.ts";
export type { PmsGuest, PmsReservation } from "./pms-house.ts";
export type { PmsResync } from "./pms-swap.ts";
export {
  startPrinterPeer,
  type KeptChit,
  type PrinterPeer,
  type PrinterPeerSettings,
} from "./printer-peer.ts";
export { PRINTER_MODES, type PrinterMode } from "./printer-status.ts";
export { startPosPeer, type PosCheck, type PosDish, type PosPeer } from "./pos-peer.ts";
export { startSwitchboardPeer, type SwitchboardCall, type SwitchboardPeer } from "./switchboard-peer.ts";
export { EventPoster, type EventPosterSettings, type PostedEvent } from "./event-poster.ts";
export { ChitReader, readChits, textOf, type ReaderSettings } from "./chit-reader.ts";
export { shownChit, type ShownChit, type ShownLine, type ShownRun } from "./shown-chit.ts";
