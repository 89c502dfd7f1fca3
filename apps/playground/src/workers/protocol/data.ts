import type { Plain, PlainError, Shown } from './values.ts';

/** A data set that training can choose. */
export interface DataSetDescription {
  readonly id: string;
  readonly origin: 'shipped' | 'own';
  readonly title: string;
  readonly titles: Readonly<Record<string, string>> | undefined;
  readonly description: string | undefined;
  readonly descriptions: Readonly<Record<string, string>> | undefined;
  readonly licence: string | undefined;
  readonly count: number;
  readonly bytes: number;
  readonly shape: readonly number[];
  /** Places of pictures to begin with. */
  readonly showcase: readonly number[];
  /** Fields of its batches, by kind: `{ image: 'image' }`, `{ source: 'text', target: 'text' }`. */
  readonly fields: Readonly<Record<string, string>>;
  /** How a text begins. */
  readonly excerpt: string | undefined;
}

/** What a picture shows, by language. */
export type Captions = Readonly<Record<string, string>>;

export interface DataPicture {
  readonly picture: Plain;
  readonly captions: Captions | undefined;
}

/** What each example is of, as a number, and what the numbers are called where the data set says. */
export interface DataLabels {
  readonly labels: Int32Array;
  readonly names: readonly Captions[];
}

/** An example as its kind is shown. */
export interface DataExample {
  readonly shown: Shown;
  readonly captions: Captions | undefined;
}

export interface NearestPicture {
  readonly index: number;
  /** Root mean square difference of pixel values in [0, 1]. */
  readonly distance: number;
  readonly picture: Plain;
  readonly captions: Captions | undefined;
}

export interface Nearest {
  readonly nearest: readonly NearestPicture[];
  /** Median distance between a training picture and its own nearest other. */
  readonly typical: number;
  readonly count: number;
}

export interface ImportReport {
  readonly data: DataSetDescription | undefined;
  readonly accepted: number;
  readonly refused: readonly { readonly file: string; readonly error: PlainError }[];
}
