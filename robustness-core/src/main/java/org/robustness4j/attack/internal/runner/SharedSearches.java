package org.robustness4j.attack.internal.runner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import org.robustness4j.attack.internal.runner.BlockPlan.Block;

/**
 * The searches of a run, which workers share. Where a sample's results do not depend on which others are in its batch,
 * they share them one by one: after each step a worker gives back those that go on, and takes its share of all that are
 * left, so that none works alone on the last ones. Else a worker takes a block, and keeps it to its end.
 */
final class SharedSearches {

    private final Deque<Place> unbegun = new ArrayDeque<>();
    private final Deque<SampleAttack> waiting = new ArrayDeque<>();
    private final int workers;
    private final OptionalInt batch;
    private int held;

    /** @param batch how many samples a worker takes at most; whole blocks where it is empty */
    SharedSearches(List<Block> blocks, int workers, OptionalInt batch) {
        this.workers = workers;
        this.batch = batch;
        for (Block block : blocks) {
            block.positions().forEach(position -> unbegun.add(new Place(block, position)));
        }
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
     * A worker's share of what is left, which it gives back; empty when all searches are over. Waits where other workers
     * hold all that is left.
     *
     * @throws InterruptedException if the worker is to end
     */
    synchronized Turn take() throws InterruptedException {
        while (waiting.isEmpty() && unbegun.isEmpty() && held > 0) {
            wait();
        }
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
    synchronized void giveBack(Turn turn, List<SampleAttack> goingOn) {
        held -= turn.size();
        waiting.addAll(goingOn);
        notifyAll();
    }
}
