/**
 * What crosses between the page and the compute worker: plain, transferable data. No tensors, no functions but callbacks.
 */

/** A flat, row-major array with its shape. */
export interface Plain<Data = Float32Array | Int32Array | Uint8Array> {
  readonly data: Data;
  readonly shape: readonly number[];
}

/** One setting, drawn by `controls/` as a form field. */
export interface Field {
  /** From the root of the options or the config: `['image', 'size']`. */
  readonly path: readonly string[];
  readonly label: string;
  /** Title of what encloses it, if anything. */
  readonly group: string | undefined;
  readonly description: string | undefined;
  readonly type: 'integer' | 'number' | 'boolean' | 'text' | 'choice' | 'numbers' | 'json';
  readonly choices: readonly (string | number | boolean)[] | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly step: number | undefined;
  readonly default: unknown;
  readonly required: boolean;
  /** Of a list of numbers: at most so many; `minimum`, `maximum` and `step` are each number's. */
  readonly maxItems: number | undefined;
  /** Folded away at first. */
  readonly advanced: boolean;
  /** One of several ways to say the same thing: `number` counts the ways to say `of`. */
  readonly alternative: { readonly of: readonly string[]; readonly number: number } | undefined;
}

export interface TaskInput {
  readonly name: string;
  readonly kind: string;
  /** Without the batch axis, where it is known: the size of a picture. */
  readonly shape: readonly number[] | undefined;
  /** Task of the same model that makes such a value from one picture, if there is one. */
  readonly madeBy: string | undefined;
}

export interface TaskDescription {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly input: readonly TaskInput[];
  readonly options: readonly Field[];
  readonly output: string;
  /** Why it can't be done with this model, if it can't. */
  readonly unavailable: string | undefined;
}

/** A kind of model that can be made: from a plugin. */
export interface DefinitionDescription {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly config: readonly Field[];
  readonly training: TrainingChoice;
  /** Batch fields it learns from, by kind; undefined for what can't be trained. */
  readonly data: Readonly<Record<string, string>> | undefined;
  readonly tasks: readonly TaskDescription[];
  readonly plugin: { readonly id: string; readonly version: string };
}

/** A trained model that can be opened: shipped with the playground, or kept in this browser. */
export interface ShelfEntry {
  /** What `open` takes: `models/NAME` or `opfs:NAME`. */
  readonly source: string;
  readonly name: string;
  readonly origin: 'shipped' | 'own';
  readonly definition: string;
  readonly title: string;
  readonly description: string | undefined;
  /** Both, where the shelf says it in several languages. */
  readonly titles: Readonly<Record<string, string>> | undefined;
  readonly descriptions: Readonly<Record<string, string>> | undefined;
  readonly picture: string | undefined;
  readonly parameters: number | undefined;
  readonly bytes: number;
  readonly step: number | undefined;
  readonly data: string | undefined;
  readonly tasks: readonly string[];
  readonly savedAt: number | undefined;
}

/** A model that is open in the worker. */
export interface OpenedModel {
  readonly source: string;
  readonly definition: string;
  readonly title: string;
  readonly parameters: number;
  readonly step: number | undefined;
  readonly config: unknown;
  /** Data set it was trained on, if it is one we have. */
  readonly data: string | undefined;
  readonly tasks: readonly TaskDescription[];
  readonly openedInMs: number;
}

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
}

/** What a picture shows, by language. */
export type Captions = Readonly<Record<string, string>>;

export interface DataPicture {
  readonly picture: Plain;
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

/** What a task is given: pictures as arrays, a picture of a data set by its place, anything else as plain data. */
export type InputValue =
  | { readonly from: 'plain'; readonly kind: string; readonly value: unknown }
  | { readonly from: 'data'; readonly data: string; readonly index: number };

export interface GenerateRequest {
  readonly id: string;
  readonly source: string;
  readonly task: string;
  readonly inputs: Readonly<Record<string, InputValue>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
}

/** A value as a page sees it: `kind` says which view shows it. */
export interface Shown {
  readonly kind: string;
  readonly value: unknown;
}
export interface GenerateStep {
  readonly step: number;
  readonly of: number | undefined;
  readonly sample: Shown | undefined;
  /** What else the step said: the weight of an interpolation, the error map of an anomaly. */
  readonly extras: Readonly<Record<string, unknown>>;
  readonly ms: number;
}
export interface GenerateResult {
  readonly output: Shown;
  readonly inputs: Readonly<Record<string, Shown>>;
  /** The last step's sample and whatever else it said. */
  readonly lastStep: GenerateStep | undefined;
  readonly ms: number;
  readonly firstStepMs: number;
  readonly backend: string;
}

/** How to train: what the settings form edits. */
export type TrainingChoice = Readonly<Record<string, unknown>>;

export interface TrainRequest {
  /** Name of the run, and of its checkpoint in this browser's storage. */
  readonly name: string;
  readonly definition: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly data: string;
  readonly training: TrainingChoice;
  readonly seed: number;
  /** A shown task every so many steps. */
  readonly preview: { readonly task: string; readonly every: number } | undefined;
  readonly checkpointEvery: number;
  /** Go on from the run's own checkpoint. */
  readonly resume: boolean;
  /** Start from the weights of this model instead of chance. */
  readonly from: string | undefined;
}

export interface TrainProgress {
  readonly step: number;
  readonly steps: number;
  readonly losses: Readonly<Record<string, number>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly learningRate: number;
  readonly samplesPerSecond: number;
  readonly saved: boolean;
}
/** What some steps of a run took, all together. */
export interface TrainProfile {
  readonly steps: number;
  readonly milliseconds: number;
  /** The most bytes of tensors there were. */
  readonly peakBytes: number;
  /** The slowest first; `bytes` of tensors made, `share` of the time in all kernels. */
  readonly kernels: readonly { readonly name: string; readonly calls: number; readonly milliseconds: number; readonly bytes: number; readonly share: number }[];
}
export type TrainMessage =
  | { readonly type: 'stage'; readonly stage: 'backend' | 'data' | 'model' | 'training' | 'saving' | 'calibrating'; readonly parameters?: number; readonly done?: number; readonly of?: number }
  | { readonly type: 'progress'; readonly events: readonly TrainProgress[] }
  | { readonly type: 'preview'; readonly step: number; readonly inputs: Readonly<Record<string, Shown>>; readonly output: Shown; readonly ms: number }
  | { readonly type: 'profile'; readonly profile: TrainProfile }
  | { readonly type: 'preview-failed'; readonly step: number; readonly error: PlainError };

export interface TrainOutcome {
  readonly step: number;
  readonly finished: boolean;
}

export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly stack: string | undefined;
}

export interface BackendCandidate {
  readonly name: string;
  readonly chosen: boolean;
  readonly reason: string;
}
export interface BackendReport {
  readonly name: string;
  readonly device: string;
  readonly considered: readonly BackendCandidate[];
  readonly startedInMs: number;
}
export interface BackendMeasurement {
  readonly name: string;
  /** Median of a product of two 512 x 512 matrices. */
  readonly gflops: number | undefined;
  /** Median time of a small elementwise op. */
  readonly smallOpMicroseconds: number | undefined;
  readonly error: PlainError | undefined;
}

/** Bytes so far, and in all where it is known. */
export interface LoadProgress {
  readonly loaded: number;
  readonly total: number | undefined;
  readonly what: string;
}

export interface StoredThing {
  readonly kind: 'model' | 'data';
  readonly name: string;
  readonly title: string;
  readonly bytes: number;
  readonly savedAt: number | undefined;
  readonly detail: { readonly step?: number | undefined; readonly count?: number | undefined };
}
export interface StorageReport {
  readonly things: readonly StoredThing[];
  readonly usage: number | undefined;
  readonly quota: number | undefined;
  readonly persisted: boolean;
}

export interface ImportReport {
  readonly data: DataSetDescription | undefined;
  readonly accepted: number;
  readonly refused: readonly { readonly file: string; readonly error: PlainError }[];
}

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
  findPictures(data: string, query: string, limit: number): Promise<readonly number[]>;
  nearest(data: string, picture: Plain): Promise<Nearest>;
  /** `model` says to which size pictures are brought. */
  decodePicture(file: Blob, shape: readonly number[]): Promise<Plain>;
  importPictures(name: string, files: readonly File[], size: number, onProgress: (done: number, of: number) => void): Promise<ImportReport>;

  configFor(definition: string, data: string, config: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
  train(request: TrainRequest, onMessage: (message: TrainMessage) => void): Promise<TrainOutcome>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
  /** Tells what the run's next steps take, kernel by kernel, in a message of the run. */
  profile(steps: number): Promise<void>;

  storage(): Promise<StorageReport>;
  remove(kind: StoredThing['kind'], name: string): Promise<void>;
  /** One ZIP file of what is kept under a name. */
  exportThing(kind: StoredThing['kind'], name: string): Promise<Blob>;
}
