/** How many bytes one file may have, all files of a match together, and all that leave with one letter. */
export interface FileLimits {
  readonly file: number;
  readonly match: number;
  readonly mail: number;
}
