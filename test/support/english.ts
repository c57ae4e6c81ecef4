/** Small words that stand in nearly every English sentence and in no Spanish one. */
export const ENGLISH =
  /(?<!\p{L})(the|you|your|and|with|is|are|was|has|have|this|that|for|from|please|letter|will|not|reply|until|yes|open|kept)(?!\p{L})/iu;
