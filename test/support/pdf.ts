import { getDocumentProxy } from 'unpdf';

export interface PdfText {
  readonly text: string;
  /** Points from the left and from the top of the page. */
  readonly x: number;
  readonly y: number;
}

/** What a PDF says, page by page, as another program reads it. */
export async function readPdf(bytes: Uint8Array): Promise<PdfText[][]> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const pages: PdfText[][] = [];
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const page = await pdf.getPage(n);
    const { height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    pages.push(
      items.flatMap((item) =>
        'str' in item && item.str.trim() !== ''
          ? [{ text: item.str, x: Number(item.transform[4]), y: height - Number(item.transform[5]) }]
          : [],
      ),
    );
  }
  await pdf.destroy();
  return pages;
}

/** All words of a page, or of all pages, in one line. */
export const wordsOf = (pages: readonly (readonly PdfText[])[]): string =>
  pages
    .flat()
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/g, ' ');
