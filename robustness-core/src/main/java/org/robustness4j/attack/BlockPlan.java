package org.robustness4j.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.robustness4j.data.Samples;

/**
 * The blocks of work: samples whose ordinals lie between two multiples of the block size. Left-out samples leave gaps, so
 * that which samples share a block depends on the data set alone.
 */
record BlockPlan(Samples samples, int blockSize) {

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        int from = 0;
        while (from < samples.size()) {
            int number = samples.ordinal(from) / blockSize;
            int to = from;
            while (to < samples.size() && samples.ordinal(to) / blockSize == number) {
                to++;
            }
            blocks.add(new Block(samples, from, to));
            from = to;
        }
        return blocks;
    }

    /** Some consecutive samples that are attacked together. */
    record Block(Samples samples, int from, int to) {

        IntStream positions() {
            return IntStream.range(from, to);
        }
    }
}
