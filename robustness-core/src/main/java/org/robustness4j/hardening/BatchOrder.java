package org.robustness4j.hardening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * In which order samples are trained on: another one in each epoch, and the same in each run.
 *
 * @param samples how many there are
 */
record BatchOrder(int samples, int batchSize, long seed) {

    /** The positions of each batch's samples; the last one may be smaller. */
    List<int[]> batches(int epoch) {
        int[] order = new int[samples];
        SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + epoch);
        for (int i = 0; i < samples; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < samples; from += batchSize) {
            batches.add(Arrays.copyOfRange(order, from, Math.min(samples, from + batchSize)));
        }
        return batches;
    }
}
