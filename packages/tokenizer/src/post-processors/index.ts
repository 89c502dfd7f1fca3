export { bert, type BertProcessorOptions, type TokenWithId } from './bert.ts';
export { byteLevel, type ByteLevelProcessorOptions } from './byte-level.ts';
export { roberta, type RobertaProcessorOptions } from './roberta.ts';
export { sequence } from './sequence.ts';
export { template, type TemplateOptions, type TemplatePiece, type TemplateToken } from './template.ts';
