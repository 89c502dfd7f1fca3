import type { BackendMeasurement, BackendReport } from './backend.ts';
import type { Captions, DataExample, DataLabels, DataPicture, DataSetDescription, ImportReport, Nearest } from './data.ts';
import type { GenerateRequest, GenerateResult, GenerateStep } from './generation.ts';
import type { ConfigForData, DefinitionDescription, LoadProgress, OpenedModel, ShelfEntry } from './models.ts';
import type { StorageReport, StoredThing } from './storage.ts';
import type { TrainMessage, TrainOutcome, TrainRequest } from './training.ts';
import type { InputValue, Plain, Shown } from './values.ts';

/** The compute worker's door; Comlink makes each a promise. */
export interface Compute {
  definitions(): Promise<readonly DefinitionDescription[]>;
  shelf(): Promise<readonly ShelfEntry[]>;
  dataSets(): Promise<readonly DataSetDescription[]>;

  backend(): Promise<BackendReport>;
  useBackend(name: string | undefined): Promise<BackendReport>;
  measure(names: readonly string[], onResult: (result: BackendMeasurement) => void): Promise<void>;

  open(source: string, onProgress: (progress: LoadProgress) => void): Promise<OpenedModel>;
  generate(request: GenerateRequest, onStep: (step: GenerateStep) => void): Promise<GenerateResult>;
  cancel(id: string): Promise<void>;
  /** What the task `by` makes of a picture: a latent vector, a row of tokens. */
  derive(source: string, by: string, picture: InputValue): Promise<Shown>;

  pictures(data: string, indices: readonly number[]): Promise<readonly DataPicture[]>;
  /** Examples of sounds, clips or pictures. */
  examples(data: string, indices: readonly number[]): Promise<readonly DataExample[]>;
  /** Of a whole data set that has them. */
  labels(data: string): Promise<DataLabels>;
  /** What they are called, without reading the data. */
  labelNames(data: string): Promise<readonly Captions[]>;
  findPictures(data: string, query: string, limit: number): Promise<readonly number[]>;
  nearest(data: string, picture: Plain): Promise<Nearest>;
  /** `model` says to which size pictures are brought. */
  decodePicture(file: Blob, shape: readonly number[]): Promise<Plain>;
  importPictures(name: string, files: readonly File[], size: number, onProgress: (done: number, of: number) => void): Promise<ImportReport>;

  /** Keeps files, or what was pasted, as a text to train on. */
  importTexts(title: string, files: readonly File[]): Promise<DataSetDescription>;

  /** What follows from the data, under what is said; and why a model of it can't do a task, by task. */
  configFor(definition: string, data: string, config: Readonly<Record<string, unknown>>): Promise<ConfigForData>;
  train(request: TrainRequest, onMessage: (message: TrainMessage) => void): Promise<TrainOutcome>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
  /** Tells what the run's next steps take, kernel by kernel, in a message of the run. */
  profile(steps: number): Promise<void>;

  /** A sound as a WAV file. */
  soundFile(sound: { readonly samples: Float32Array; readonly rate: number }): Promise<Blob>;

  storage(): Promise<StorageReport>;
  remove(kind: StoredThing['kind'], name: string): Promise<void>;
  /** One ZIP file of what is kept under a name. */
  exportThing(kind: StoredThing['kind'], name: string): Promise<Blob>;
}
