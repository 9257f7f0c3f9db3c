package org.robustness4j.attack.internal.runner;

import java.util.List;
import java.util.stream.IntStream;
import org.robustness4j.data.Samples;

/**
 * The blocks of work: samples whose ordinals lie between two multiples of the block size. Left-out samples leave gaps,
 * so that which samples share a block depends on the data set alone.
 */
public record BlockPlan(Samples samples, int blockSize) {

    public List<Block> blocks() {
        List<Integer> bounds = samples.blockBounds(blockSize);
        return IntStream.range(0, bounds.size() - 1)
                .mapToObj(i -> new Block(samples, bounds.get(i), bounds.get(i + 1)))
                .toList();
    }

    /** Some consecutive samples that are attacked together. */
    record Block(Samples samples, int from, int to) {

        IntStream positions() {
            return IntStream.range(from, to);
        }
    }
}
