/**
 * Chat templates: roles and contents to the text and the ids that a model was trained on.
 *
 * @module
 */
export { ChatTemplate, chatTemplate, type ChatTemplateOptions, type RenderedChat } from './chat-template.ts';
export { type ChatTemplateChoice, chatTemplateOf, type ChatTokenizer } from './chat-template-of.ts';
export { encodeChat, type EncodeChatOptions, type EncodedChat } from './encode-chat.ts';
export type { ChatMessage, ChatPart, RenderOptions } from './message.ts';
export { chatTemplates } from './templates.ts';
