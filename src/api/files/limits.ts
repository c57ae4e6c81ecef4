/** How many bytes one file may have, and all files of a match together (settings FILE_MB and MATCH_FILES_MB). */
export interface FileLimits {
  readonly file: number;
  readonly match: number;
}

const MEGABYTE = 1024 * 1024;

/** In words: `10 MB`, `1.4 MB`, `300 kB`; never more than it is. */
export function inMegabytes(bytes: number): string {
  if (bytes < MEGABYTE) return `${Math.floor(bytes / 1024)} kB`;
  return `${Math.floor((bytes * 10) / MEGABYTE) / 10} MB`;
}
