import { z } from 'zod';

/** How a room can be set up (requirements.md F4). */
export const ROOM_SET_UPS = ['uShape', 'staggered', 'conference', 'classroom', 'theatre', 'rounds'] as const;

/** The rooms in the body of the Fact Sheet (form F4), each with its set-up, per day where it changes. R11 reads nothing else of it. */
export const roomsSchema = z.object({
  rooms: z
    .array(
      z.object({
        room: z.string().trim().max(200).nullish(),
        day: z.iso.date().nullish(),
        setUp: z.enum(ROOM_SET_UPS),
      }),
    )
    .max(200),
});
export type Room = z.infer<typeof roomsSchema>['rooms'][number];
