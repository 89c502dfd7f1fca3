/**
 * Chat templates: roles and contents to the text and the ids that a model was trained on.
 *
 * @module
 */
export {};
