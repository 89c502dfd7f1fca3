/**
 * What crosses between the page and the compute worker: plain, transferable data. No tensors, no functions but callbacks.
 */
export type { Plain, Shown, InputValue, PlainError } from './values.ts';
export type { ConfigForData, Field, Suggestion, TaskInput, TaskDescription, DefinitionDescription, ShelfEntry, OpenedModel, LoadProgress } from './models.ts';
export type { DataSetDescription, Captions, DataExample, DataLabels, DataPicture, Nearest, ImportReport } from './data.ts';
export type { GenerateRequest, GenerateStep, GenerateResult, StepExtras } from './generation.ts';
export { type Alternative, alternativesIn, type Attention, type Candidate, type ChatMessage, finishIn, type FinishReason, type Likelihood, looseText, type TextSample, type WrittenToken, writtenTokens } from './text.ts';
export type { TrainingChoice, TrainRequest, TrainProgress, Intervention, TrainProfile, TrainMessage, TrainOutcome } from './training.ts';
export { type Balance, balanceIn, balanceSignals, isCalm } from './balance.ts';
export type { BackendCandidate, BackendReport, BackendMeasurement } from './backend.ts';
export type { StoredThing, StorageReport } from './storage.ts';
export type { Compute } from './compute.ts';
