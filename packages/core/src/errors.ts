/** Stable, documented identifiers; the message may change, the code may not. */
export type ErrorCode =
  // what was handed in
  | 'CONFIG_INVALID'
  | 'OPTIONS_INVALID'
  | 'INPUT_INVALID'
  | 'SHAPE_MISMATCH'
  | 'DTYPE_MISMATCH'
  | 'GRADIENT_MISSING'
  // plugins and models
  | 'PLUGIN_INVALID'
  | 'PLUGIN_SPEC_UNSUPPORTED'
  | 'PLUGIN_NOT_FOUND'
  | 'MODEL_UNKNOWN'
  | 'MODEL_DISPOSED'
  | 'TASK_UNKNOWN'
  | 'TASK_UNAVAILABLE'
  | 'NOT_CALIBRATED'
  // backends
  | 'BACKEND_UNKNOWN'
  | 'BACKEND_UNAVAILABLE'
  | 'DEVICE_LOST'
  | 'DEVICE_ERROR'
  | 'PACKAGE_MISSING'
  | 'KERNEL_MISSING'
  | 'BACKEND_WRONG'
  | 'OUT_OF_MEMORY'
  | 'TORCH_FAILED'
  // sampling
  | 'SAMPLING_STOPPED'
  | 'SAMPLING_CONSUMED'
  | 'SAMPLE_NOT_FINITE'
  | 'SCHEDULER_MISMATCH'
  | 'SCHEDULE_INVALID'
  // language
  | 'TOKENIZER_MISSING'
  | 'TOKENIZER_MISMATCH'
  | 'CONTEXT_OVERFLOW'
  | 'LOGITS_NOT_FINITE'
  | 'CONSTRAINT_INVALID'
  // training
  | 'LOSS_NOT_FINITE'
  | 'TRAINING_INVALID'
  // data
  | 'DATA_INVALID'
  | 'DATA_EMPTY'
  | 'IMAGE_UNREADABLE'
  // files and checkpoints
  | 'FILE_NOT_FOUND'
  | 'STORAGE_FULL'
  | 'STORAGE_FAILED'
  | 'STORAGE_READ_ONLY'
  | 'SAFETENSORS_INVALID'
  | 'CHECKPOINT_INVALID'
  | 'CHECKPOINT_SPEC_UNSUPPORTED'
  | 'CHECKPOINT_MISMATCH'
  | 'ARCHITECTURE_UNSUPPORTED'
  | 'ADAPTER_INVALID'
  | 'GGUF_INVALID';

const marker = Symbol.for('figment.error');

/** Every error this library throws on purpose. Test with {@link isFigmentError}, not `instanceof`. */
export class FigmentError extends Error {
  readonly [marker] = true;
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FigmentError';
    this.code = code;
  }
}

/** Recognises our errors even when two copies of this package are loaded. */
export function isFigmentError(error: unknown, code?: ErrorCode): error is FigmentError {
  if (typeof error !== 'object' || error === null || !(marker in error)) return false;
  return code === undefined || (error as FigmentError).code === code;
}

/** What another library's error says, to stand inside a sentence of ours. */
export function reasonOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).replace(/\.+$/, '');
}
