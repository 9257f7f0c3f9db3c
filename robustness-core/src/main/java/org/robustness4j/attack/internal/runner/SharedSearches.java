package org.robustness4j.attack.internal.runner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import org.robustness4j.attack.internal.runner.BlockPlan.Block;
import org.robustness4j.internal.concurrent.Crew;

/**
 * The searches of a run, which workers share. Where a sample's results do not depend on which others are in its batch,
 * they share them one by one: after each step a worker gives back those that go on, and takes its share of all that are
 * left, so that none works alone on the last ones. Else a worker takes a block, and keeps it to its end. A worker that
 * finds nothing helps the others with what they compute.
 */
final class SharedSearches {

    private final Deque<Place> unbegun = new ArrayDeque<>();
    private final Deque<SampleAttack> waiting = new ArrayDeque<>();
    private final int workers;
    private final OptionalInt batch;
    private final Crew crew;
    private int held;

    /**
     * All searches, none of them begun.
     *
     * @param workers how many of the crew take searches
     * @param batch how many samples a worker takes at most; whole blocks where it is empty
     */
    SharedSearches(List<Block> blocks, int workers, OptionalInt batch, Crew crew) {
        this.workers = workers;
        this.batch = batch;
        this.crew = crew;
        for (Block block : blocks) {
            block.positions().forEach(position -> unbegun.add(new Place(block, position)));
        }
    }

    /** Those of a block, for one worker. */
    static SharedSearches ofOne(Block block, OptionalInt batch) {
        return new SharedSearches(List.of(block), 1, batch, new Crew(1));
    }

    /** A sample whose search is still to begin. */
    record Place(Block block, int position) {}

    /** What a worker does next: some searches, and others that it begins. */
    record Turn(List<SampleAttack> begun, List<Place> places) {

        boolean isEmpty() {
            return begun.isEmpty() && places.isEmpty();
        }

        int size() {
            return begun.size() + places.size();
        }
    }

    /**
     * A worker's share of what is left, which it gives back; empty when all searches are over. Where other workers hold
     * all that is left, it helps them first.
     *
     * @throws InterruptedException if the worker is to end
     */
    Turn take() throws InterruptedException {
        Turn turn = takeAtOnce();
        while (turn.isEmpty() && !isOver()) {
            crew.helpUntil(this::isAnythingToTake);
            turn = takeAtOnce();
        }
        return turn;
    }

    /** Helps workers until all searches are over. */
    void help() throws InterruptedException {
        crew.helpUntil(this::isOver);
    }

    private synchronized boolean isOver() {
        return waiting.isEmpty() && unbegun.isEmpty() && held == 0;
    }

    private synchronized boolean isAnythingToTake() {
        return held == 0 || !waiting.isEmpty() || !unbegun.isEmpty();
    }

    private synchronized Turn takeAtOnce() {
        int share = batch.isPresent() ? share(batch.getAsInt()) : ofNextBlock();
        List<SampleAttack> begun = new ArrayList<>();
        while (begun.size() < share && !waiting.isEmpty()) {
            begun.add(waiting.remove());
        }
        List<Place> places = new ArrayList<>();
        while (begun.size() + places.size() < share && !unbegun.isEmpty()) {
            places.add(unbegun.remove());
        }
        held += begun.size() + places.size();
        return new Turn(begun, places);
    }

    private int share(int most) {
        int left = waiting.size() + unbegun.size() + held;
        return Math.min(most, -Math.floorDiv(-left, workers));
    }

    private int ofNextBlock() {
        return unbegun.isEmpty()
                ? 0
                : (int) unbegun.element().block().positions().count();
    }

    /** Takes back what goes on of a turn. */
    void giveBack(Turn turn, List<SampleAttack> goingOn) {
        synchronized (this) {
            held -= turn.size();
            waiting.addAll(goingOn);
        }
        crew.changed();
    }
}
