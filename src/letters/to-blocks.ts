import type { Token } from 'markdown-it';
import { markdown } from './to-parts.ts';

/** Words that are set alike. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
}

/** One piece of a letter, for paper: `marker` is what stands before the line of a list. */
export interface Block {
  readonly kind: 'paragraph' | 'heading' | 'item' | 'rule';
  readonly runs: readonly Run[];
  readonly depth: number;
  readonly marker: string;
}

/** A letter's Markdown as the pieces that a page is set from. Links are written out: paper cannot be pressed. */
export function toBlocks(body: string): Block[] {
  const blocks: Block[] = [];
  const counters: (number | undefined)[] = [];
  let marker = '';
  let kind: Block['kind'] = 'paragraph';
  for (const token of markdown.parse(body, {})) {
    switch (token.type) {
      case 'bullet_list_open':
        counters.push(undefined);
        break;
      case 'ordered_list_open':
        counters.push(Number(token.attrGet('start') ?? 1));
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        counters.pop();
        break;
      case 'list_item_open': {
        const number = counters.at(-1);
        marker = number === undefined ? '•' : `${number}.`;
        if (number !== undefined) counters[counters.length - 1] = number + 1;
        break;
      }
      case 'heading_open':
        kind = 'heading';
        break;
      case 'heading_close':
        kind = 'paragraph';
        break;
      case 'hr':
        blocks.push({ kind: 'rule', runs: [], depth: 0, marker: '' });
        break;
      case 'inline':
        blocks.push({
          kind: counters.length > 0 ? 'item' : kind,
          runs: runsOf(token.children ?? []),
          depth: counters.length,
          marker,
        });
        marker = '';
        break;
    }
  }
  return blocks;
}

function runsOf(tokens: readonly Token[]): Run[] {
  const runs: Run[] = [];
  let bold = false;
  let link: string | undefined;
  const say = (text: string): void => {
    if (text !== '') runs.push({ text, bold });
  };
  for (const token of tokens) {
    if (token.type === 'strong_open') bold = true;
    else if (token.type === 'strong_close') bold = false;
    else if (token.type === 'softbreak' || token.type === 'hardbreak') say('\n');
    else if (token.type === 'link_open') link = String(token.attrGet('href') ?? '');
    else if (token.type === 'link_close') {
      const address = link?.replace(/^mailto:/, '');
      if (address !== undefined && runs.at(-1)?.text !== address) say(` (${address})`);
      link = undefined;
    } else say(token.content);
  }
  return runs;
}
