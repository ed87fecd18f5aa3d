// The document of a print job: the card in the station's language, through the chit's view.
import {
  KeshiError,
  type Card,
  type Document,
  type Locale,
  type Phrases,
  type Property,
  type Station,
  type StationRole,
} from "../contract/index.ts";
import { readChit } from "../../views/chit.ts";
import { buildChitModel } from "./chit-model.ts";
import { shortCodeOf, type PrintJob } from "./print-job.ts";

/** Who will read the card. */
export interface CardReader {
  readonly role: StationRole;
  readonly locale: Locale;
}

/** What chits are made with. */
export interface ChitMaker {
  /** The guest's card for a job; undefined where there is none to show. */
  readonly cardOf: (job: PrintJob, reader: CardReader) => Promise<Card | undefined>;
  /** Draws the view of that name (`Views.chit` of views/render.ts). */
  readonly drawChit: (name: string, model: object, locale: Locale) => string;
  readonly phrases: (locale: Locale) => Phrases;
  readonly property: Property;
  readonly stations: readonly Station[];
}

/** Makes the document of a job. Throws permanent `chit-without-station`, `chit-without-card` or `chit-template-fault`. */
export function createChits(maker: ChitMaker): (job: PrintJob) => Promise<Document> {
  return async (job) => {
    const station = maker.stations.find(({ name }) => name === job.station);
    if (station === undefined)
      throw new KeshiError("chit-without-station", `There is no station ${job.station} any more`);
    const card = await maker.cardOf(job, { role: station.role, locale: station.locale });
    if (card === undefined) throw new KeshiError("chit-without-card", "There is no card for this chit");
    return makeDocument({ job, card, station }, maker);
  };
}

function makeDocument(
  { job, card, station }: { readonly job: PrintJob; readonly card: Card; readonly station: Station },
  maker: ChitMaker,
): Document {
  const { locale } = station;
  const t = maker.phrases(locale);
  const model = buildChitModel({
    chit: job.chit,
    card,
    copy: job.copy,
    code: shortCodeOf(job.id),
    at: job.createdAt,
    station,
    property: maker.property,
    t,
  });
  const view = maker.drawChit(job.chit, model, locale);
  return readChit(view, { title: t(`chit.title.${job.chit}`), locale });
}
