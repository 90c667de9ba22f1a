import { dayOf, type Instant, type PlainDate } from '$domain/time/plain-date.ts';

/** This moment on the device's clock. */
export const nowInstant = (): Instant => new Date().toISOString();

/** Today in Việt Nam, by the device's clock. */
export const today = (): PlainDate => dayOf(nowInstant());
