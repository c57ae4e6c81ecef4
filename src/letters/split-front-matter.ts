import matter from 'gray-matter';

export interface Split {
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** How many lines of the file stand before the body. */
  readonly offset: number;
}

/** Front matter and text of a content file; undefined when there is no front matter, or none that can be read. */
export function splitFrontMatter(source: string): Split | undefined {
  if (!/^---\n/.test(source)) return undefined;
  try {
    const { data, content } = matter(source, { language: 'yaml' });
    return { data, body: content, offset: source.split('\n').length - content.split('\n').length };
  } catch {
    return undefined;
  }
}
