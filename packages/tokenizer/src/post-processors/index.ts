export { bert, type BertProcessorOptions, type TokenWithId } from './bert.ts';
export { byteLevel } from './byte-level.ts';
export { postProcessorFrom } from './from-spec.ts';
export { roberta, type RobertaProcessorOptions } from './roberta.ts';
export { sequence } from './sequence.ts';
export { template, type TemplateOptions, type TemplatePiece, type TemplateToken } from './template.ts';
