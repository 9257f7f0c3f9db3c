package org.robustness4j.junit.engine.declaration;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.robustness4j.data.Samples;
import org.robustness4j.junit.SampleSlice;
import org.robustness4j.verdict.SuccessRateLimits.Slice;

/** A slice as its provider gives it. */
public record DeclaredSlice(Provider<SampleSlice> provider) {

    /**
     * The slice of a data set.
     *
     * @param size the number of samples in the data set
     * @throws IllegalArgumentException if the provider gives something else, or an index that there is not
     */
    public Slice of(int size) {
        Object value = provider.value();
        if (value instanceof IntPredicate predicate) {
            return new Slice(provider.name(), predicate);
        }
        if (value instanceof int[] indices) {
            Arrays.stream(indices)
                    .filter(index -> index < 0 || index >= size)
                    .findFirst()
                    .ifPresent(index -> {
                        throw new IllegalArgumentException("@SampleSlice '" + provider.name() + "' names the sample "
                                + index + ", but the samples are numbered from 0 to " + (size - 1)
                                + "; correct the index, or leave it out");
                    });
            int[] sorted = IntStream.of(indices).sorted().toArray();
            return new Slice(provider.name(), index -> Arrays.binarySearch(sorted, index) >= 0);
        }
        throw new IllegalArgumentException("@SampleSlice '" + provider.name() + "' provides a "
                + value.getClass().getName()
                + "; it has to be an IntPredicate over the indices of samples, or an int[] of them");
    }

    /** Whether any of the samples that are attacked belongs to the slice. */
    public static boolean isIn(Slice slice, Samples samples) {
        return IntStream.range(0, samples.size()).anyMatch(i -> slice.contains().test(samples.index(i)));
    }
}
