import { z } from 'zod';

/** How a room can be set up (requirements.md F4). */
export const ROOM_SET_UPS = ['uShape', 'staggered', 'conference', 'classroom', 'theatre', 'rounds'] as const;

/** The set-ups in the body of the Fact Sheet (form F4), per room and day. R11 reads nothing else of it. */
export const setUpsSchema = z.object({
  setups: z
    .array(
      z.object({
        room: z.string().trim().max(200).nullish(),
        day: z.iso.date().nullish(),
        style: z.enum(ROOM_SET_UPS),
      }),
    )
    .max(200),
});
export type SetUp = z.infer<typeof setUpsSchema>['setups'][number];
