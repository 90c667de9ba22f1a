/**
 * So far back from a device's cursor everything is told again. A change is stamped within its
 * transaction and can be seen only after that is on the disk, some milliseconds later, or seconds
 * when the disk stalls: a device that asked in between was given a cursor past a change it was not
 * told of. A clock that is set back does the same. PocketBase ends a transaction after 30 s, so
 * nothing becomes visible later than that. What is told twice a device knows by its `seq`.
 */
export const OVERLAP_MS = 30_000;
