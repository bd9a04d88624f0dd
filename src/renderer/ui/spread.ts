/** At most `most` indexes of a list, evenly spaced, its first and its last among them. */
export const spread = (length: number, most: number): readonly number[] =>
  length <= most
    ? Array.from({ length }, (_, index) => index)
    : Array.from({ length: most }, (_, index) => Math.round((index * (length - 1)) / (most - 1)))
