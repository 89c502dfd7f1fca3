/** Between these shares of right judgements both networks learn: seldom enough to have something to learn, often enough to teach. */
export const balancedFrom = 0.4;
export const balancedTo = 0.75;
