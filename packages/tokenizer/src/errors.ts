/** Stable, documented identifiers; the message may change, the code may not. Those that core has too mean the same. */
export type TokenizerErrorCode =
  // what was handed in
  | 'INPUT_INVALID'
  | 'OPTIONS_INVALID'
  | 'TOKEN_UNKNOWN'
  // vocabularies, patterns and files
  | 'VOCABULARY_INVALID'
  | 'PATTERN_INVALID'
  | 'PATTERN_UNSUPPORTED'
  | 'TOKENIZER_INVALID'
  | 'TOKENIZER_UNSUPPORTED'
  | 'FILE_NOT_FOUND'
  | 'STORAGE_FAILED'
  // training
  | 'TRAINING_INVALID'
  | 'DATA_INVALID'
  | 'DATA_EMPTY'
  // chat templates
  | 'CHAT_TEMPLATE_INVALID'
  | 'CHAT_INVALID';

const marker = Symbol.for('figment.error');

/** Every error this package throws on purpose. It carries the marker of core's errors, so core's `isFigmentError` knows it too. */
export class TokenizerError extends Error {
  readonly [marker] = true;
  readonly code: TokenizerErrorCode;

  constructor(code: TokenizerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TokenizerError';
    this.code = code;
  }
}

/** Recognises our errors even when two copies of this package are loaded. */
export function isTokenizerError(error: unknown, code?: TokenizerErrorCode): error is TokenizerError {
  if (typeof error !== 'object' || error === null || !(marker in error)) return false;
  return code === undefined || (error as TokenizerError).code === code;
}

/** A value as it stands in a message: quoted, and short. */
export function shown(value: unknown): string {
  // JSON has no NaN, infinities and bigints.
  const text = typeof value === 'bigint' || typeof value === 'number' ? String(value) : (JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? Number(one) : one)) as string | undefined) ?? String(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
