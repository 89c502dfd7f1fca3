// What a page imports to train adversarial networks and to make pictures with them.
export * from '@figment/gan';
