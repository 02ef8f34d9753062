/**
 * How long after the user pool learnt of changed groups the profile still speaks for them, in seconds. The pool's clock may be
 * ahead of ours by as much, and it may take a moment before its tokens carry the change: neither a token that was issued
 * meanwhile nor one that is being made may bring back a group that was taken away.
 */
export const settlingTime = 60;
