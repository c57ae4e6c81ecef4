export { codePdf } from './code.ts';
export { LABELS_A_SHEET, labelsPdf } from './labels.ts';
export { lettersPdf } from './letters.ts';
export type { PrintedLetter } from './letters.ts';
export { packetPdf } from './packet.ts';
export type { AgendaItem, Participant } from './packet.ts';
export { phoneListPdf } from './phone-list.ts';
export type { PhoneLine } from './phone-list.ts';
export { reportPdf } from './report.ts';
