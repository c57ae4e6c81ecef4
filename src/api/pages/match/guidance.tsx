import type { Guidance } from '../../../words/index.ts';
import { markdown } from '../../../letters/index.ts';

/** Short texts that help at this moment, each folded. */
export function GoodToKnow({ texts, level = 'h3' }: { texts: readonly Guidance[]; level?: 'h3' | 'h4' }) {
  const Heading = level;
  return (
    <>
      {texts.map(({ title, text }) => (
        <details class="pm-fold">
          <summary>
            <Heading>{title}</Heading>
          </summary>
          <div class="pm-fold-body pm-prose" dangerouslySetInnerHTML={{ __html: markdown.render(text) }} />
        </details>
      ))}
    </>
  );
}
