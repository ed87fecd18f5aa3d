// What each page is given by the server; everything a terminal may know comes later, over HTTP and the socket.

/** What every page is told: the hotel's name, and whether this is the trial hotel (pages then pair themselves). */
export interface ShellModel {
  readonly property: string;
  readonly trial: boolean;
  /** Light or dark where the request asked for one; else the screen's own setting, else the system's. */
  readonly theme?: "light" | "dark" | "auto";
}

/** The pages by name, with what each is given. */
export interface PageModels {
  readonly desk: ShellModel;
  readonly calls: ShellModel;
  readonly restaurant: ShellModel;
  readonly rooms: ShellModel;
  readonly pair: ShellModel;
  /** `/` in production: where to go. */
  readonly start: ShellModel;
  /** `/` in the trial hotel: four terminals side by side. */
  readonly trial: ShellModel;
  /** `/printers/:name`: what a preview printer has put out. */
  readonly printer: ShellModel & { readonly printer: string };
}

/** A page's name. */
export type PageName = keyof PageModels;
