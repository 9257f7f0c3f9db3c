package org.robustness4j.internal.gate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Holm's step-down procedure (Scandinavian Journal of Statistics 6, 1979): of many tests at once, that any is found
 * significant though nothing has changed has at most the probability that a single one would have, however they depend
 * on each other. It finds all that Bonferroni's correction finds, and more.
 *
 * @param pValues of all tests, each by itself
 */
record HolmStepDown(List<Double> pValues) {

    HolmStepDown {
        pValues = List.copyOf(pValues);
    }

    /**
     * The p-values adjusted for their number, in the same order: a test is significant where its adjusted one is below
     * the significance for all. The smallest is multiplied by the number of tests, the next by one less, and so on; none
     * is smaller than the one before it, or larger than 1.
     */
    List<Double> adjusted() {
        List<Integer> ascending = IntStream.range(0, pValues.size())
                .boxed()
                .sorted(Comparator.comparing(pValues::get))
                .toList();
        double[] adjusted = new double[pValues.size()];
        double before = 0;
        for (int rank = 0; rank < adjusted.length; rank++) {
            int test = ascending.get(rank);
            before = Math.max(before, Math.min(1, (adjusted.length - rank) * pValues.get(test)));
            adjusted[test] = before;
        }
        return IntStream.range(0, adjusted.length)
                .mapToObj(test -> adjusted[test])
                .collect(Collectors.toUnmodifiableList());
    }
}
