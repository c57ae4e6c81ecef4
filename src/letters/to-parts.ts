import markdownIt from 'markdown-it';
import type { MarkdownIt } from 'markdown-it';
import { plainText } from './plain-text.ts';

export interface Parts {
  readonly text: string;
  readonly html: string;
}

function makeMarkdown(): MarkdownIt {
  const markdown = markdownIt({ html: false, linkify: true, breaks: true, typographer: false });
  // Nothing that a stray mark in somebody's notes could turn the rest of the letter into.
  markdown.disable(['code', 'fence', 'html_block', 'html_inline', 'image', 'lheading', 'reference', 'table']);
  markdown.linkify.set({ fuzzyLink: false, fuzzyIP: false });
  markdown.validateLink = (url) => /^(https?:|mailto:)/i.test(url);
  return markdown;
}
/** What a letter may be written in. */
export const markdown = makeMarkdown();

/** The two bodies of a mail, from a letter's Markdown: plain text, and a small HTML page with the same words. */
export function toParts(body: string, { lang = 'en', title = '' }: { lang?: string; title?: string } = {}): Parts {
  const escape = markdown.utils.escapeHtml;
  const html = [
    '<!doctype html>',
    `<html lang="${escape(lang)}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escape(title)}</title>`,
    '</head>',
    '<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40em; margin: 0 auto; padding: 1em">',
    markdown.render(body).trimEnd(),
    '</body>',
    '</html>',
    '',
  ];
  return { text: plainText(markdown.parse(body, {})), html: html.join('\n') };
}
