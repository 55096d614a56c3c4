/* The round logic of Roll-DPoS for four delegates, one of which does what it likes.
 *
 * What is checked: never can two honest delegates decide different blocks at one height, and never do two of them commit
 * different blocks, after which the height could not be decided any more.
 *
 * The network is asynchronous. A vote that was cast may be heard by each delegate at once, later or never: whoever acts
 * on a quorum may do so as soon as enough votes were cast, and may as well time out instead. So no message is modelled,
 * only the sets of votes, which is what keeps the model small; nothing that a network of delays, losses and partitions
 * can do is left out. The Byzantine delegate has no process: its vote counts for everything, towards everybody, in every
 * round. It also stands behind every proposal, so that any delegate may be offered any block in any round.
 *
 * One delegate's moves are those of ConsensusMachine (Sources/RollDPoS/Machine):
 *   PROPOSAL   for a block that its lock allows, or at the timeout for its lock, or for nothing;
 *   LOCK       when more than two thirds endorse a block in its round, which becomes its lock;
 *   unlock     when more than two thirds endorse nothing in its round;
 *   COMMIT     when more than two thirds lock a block in its round; once at a height;
 *   decide     when more than two thirds commit a block, in whatever rounds (it goes on all the same here).
 * COMMIT counts as PROPOSAL and as LOCK. A crash at any moment followed by a restart is part of the model: thanks to the
 * journal it changes nothing but that the delegate does nothing for a while, which every delegate may do anyway.
 *
 * Faults, one at a time, with -DFAULT=:
 *   1  two thirds rounded down suffice (2 of 4), where more than two thirds are needed
 *   2  a round begins without the lock of the one before
 *   3  a restarted delegate remembers nothing, and signs again
 *   4  the endorsement of one who is no delegate counts, too
 */

#ifndef FAULT
#define FAULT 0
#endif
#ifndef ROUNDS
#define ROUNDS 3
#endif

#define HONEST 3
/* Votes are for nothing (0) or for one of two blocks. */
#define TARGETS 3

#if FAULT == 1
#define QUORUM 2
#else
#define QUORUM 3
#endif

/* Endorsements that are there without any honest delegate: the Byzantine one's, and with fault 4 a stranger's. */
#if FAULT == 4
#define FREE 2
#else
#define FREE 1
#endif

#define COUNT(set) (((set) & 1) + (((set) >> 1) & 1) + (((set) >> 2) & 1))
#define MAJORITY(set) (COUNT(set) + FREE >= QUORUM)
#define AT(round, target) ((round) * TARGETS + (target))
#define BIT(node) (1 << (node))

/* Whether a lock of this delegate lets it lock this block in this round. */
#define FREE_FOR(block) (lock == 0 || lock == (block) || lockRound < round)
/* Whether it may vote LOCK for a block: it has not done so in this round, for this or the other one. */
#define MAY_LOCK(block, other) (MY_TURN && MAJORITY(proposals[AT(round, block)] | commits[block]) && FREE_FOR(block) && committed != (other) && !((locks[AT(round, block)] | locks[AT(round, other)]) & BIT(me)))
/* Whether it may vote COMMIT for a block, which it does once at a height. */
#define MAY_COMMIT(block) (MY_TURN && committed == 0 && FREE_FOR(block) && MAJORITY(locks[AT(round, block)] | commits[block]))

/* Nobody can decide one block while another can decide the other; nor do honest delegates commit both. */
#define CHECK assert(!(MAJORITY(commits[1]) && MAJORITY(commits[2]))); assert(commits[1] == 0 || commits[2] == 0)

/* Delegates and blocks have no names that matter: first votes are cast in the order of the delegates' numbers, and
 * the first vote for a block is for block 1. */
#define MY_TURN (me == 0 || firstVotes >= me)
#define VOTED firstVotes = (firstVotes > me -> firstVotes : me + 1)

byte firstVotes = 0;
bool isOneKnown = false;

/* Who voted, as sets of honest delegates. */
byte proposals[ROUNDS * TARGETS];
byte locks[ROUNDS * TARGETS];
byte commits[TARGETS];

/* Whether a block has a proof of lock of a round after `since` and before `now`, which a proposal can carry. */
inline proof(block, since, now, found) {
  found = false;
  for (q : 0 .. ROUNDS - 1) {
    if
    :: q > since && q < now && MAJORITY(proposals[AT(q, block)] | commits[block]) -> found = true
    :: else
    fi
  }
}

/* Takes over a lock that others have. */
inline adopt(block) {
  if
  :: lock != block -> lock = block; lockRound = round
  :: else
  fi
}

proctype Delegate(byte me) {
  byte round = 0;
  /* Whether the vote PROPOSAL of this round is cast. */
  bool voted = false;
  byte lock = 0;
  byte lockRound = 0;
  byte committed = 0;
  byte v = 0;
  byte q = 0;
  bool proven = false;

end:
  do
  /* Endorse an offered block, if the lock allows. */
  :: atomic { (!voted && MY_TURN) ->
       if
       :: v = 1
       :: isOneKnown -> v = 2
       fi;
       proof(v, lockRound, round, proven);
       if
       :: lock == 0 || lock == v || (proven && committed == 0) ->
            proposals[AT(round, v)] = proposals[AT(round, v)] | BIT(me);
            voted = true;
            isOneKnown = true;
            VOTED
       :: else
       fi;
       v = 0; q = 0; proven = false }

  /* No block came in time. */
  :: atomic { (!voted && MY_TURN) ->
       VOTED;
       proposals[AT(round, lock)] = proposals[AT(round, lock)] | BIT(me);
       voted = true }

  /* More than two thirds endorse a block: lock it. */
  :: atomic { MAY_LOCK(1, 2) -> VOTED; lock = 1; lockRound = round; locks[AT(round, 1)] = locks[AT(round, 1)] | BIT(me); voted = true }
  :: atomic { MAY_LOCK(2, 1) -> VOTED; lock = 2; lockRound = round; locks[AT(round, 2)] = locks[AT(round, 2)] | BIT(me); voted = true }

  /* More than two thirds endorse nothing: an older lock is gone. */
  :: atomic { (lock != 0 && lockRound < round && committed == 0 && MAJORITY(proposals[AT(round, 0)])) ->
       lock = 0; lockRound = 0 }

  /* More than two thirds lock a block: commit it. */
  :: atomic { MAY_COMMIT(1) -> VOTED; adopt(1); committed = 1; commits[1] = commits[1] | BIT(me); CHECK }
  :: atomic { MAY_COMMIT(2) -> VOTED; adopt(2); committed = 2; commits[2] = commits[2] | BIT(me); CHECK }

  /* The round ends. */
  :: atomic { voted && round < ROUNDS - 1 ->
       round++;
       voted = false;
#if FAULT == 2
       if
       :: committed == 0 -> lock = 0; lockRound = 0
       :: else
       fi
#endif
     }

#if FAULT == 3
  /* A restart in the same round, with nothing remembered. */
  :: atomic { voted -> voted = false; lock = 0; lockRound = 0; committed = 0 }
#endif
  od
}

init {
  atomic {
    run Delegate(0);
    run Delegate(1);
    run Delegate(2)
  }
}
