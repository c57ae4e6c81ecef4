import type { Token } from 'markdown-it';

/** Markdown as a person would type it in a plain mail: lists stay lists, a link is its words and its address in angle brackets. */
export function plainText(tokens: readonly Token[]): string {
  const blocks: string[] = [];
  const indents: string[] = [];
  const counters: (number | undefined)[] = [];
  let marker = '';
  let tight = false;
  for (const token of tokens) {
    switch (token.type) {
      case 'bullet_list_open':
      case 'ordered_list_open':
        counters.push(token.type === 'ordered_list_open' ? Number(token.attrGet('start') ?? 1) : undefined);
        break;
      case 'list_item_open': {
        const count = counters.at(-1);
        marker = count === undefined ? '- ' : `${count}. `;
        if (count !== undefined) counters[counters.length - 1] = count + 1;
        indents.push(' '.repeat(marker.length));
        break;
      }
      case 'blockquote_open':
        indents.push('> ');
        break;
      case 'list_item_close':
      case 'blockquote_close':
        indents.pop();
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        counters.pop();
        tight = counters.length > 0;
        break;
      case 'hr':
        blocks.push('---');
        tight = false;
        break;
      case 'inline': {
        const outer = marker === '' ? indents : indents.slice(0, -1);
        const first = outer.join('') + marker;
        const block = inlineText(token.children ?? []).replaceAll('\n', `\n${indents.join('')}`);
        const before = tight && marker !== '' ? blocks.pop() : undefined;
        blocks.push(before === undefined ? first + block : `${before}\n${first}${block}`);
        tight = marker !== '' || (tight && indents.length > 0);
        marker = '';
        break;
      }
    }
  }
  return `${blocks.join('\n\n')}\n`;
}

function inlineText(tokens: readonly Token[]): string {
  let text = '';
  let link: { href: string; from: number } | undefined;
  for (const token of tokens) {
    if (token.type === 'softbreak' || token.type === 'hardbreak') text += '\n';
    else if (token.type === 'link_open') link = { href: String(token.attrGet('href') ?? ''), from: text.length };
    else if (token.type === 'link_close' && link !== undefined) {
      const bare = token.markup === 'linkify' || text.slice(link.from) === link.href;
      if (!bare) text += ` <${link.href}>`;
      link = undefined;
    } else text += token.content;
  }
  return text;
}
