package org.robustness4j.attack.loss.internal;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The order of the logits of one sample. */
public final class Logits {

    private Logits() {}

    /** The class with the largest logit among all but one; of equal ones the first. */
    public static int largestBut(float[] logits, int excluded) {
        int largest = excluded == 0 ? 1 : 0;
        for (int j = largest + 1; j < logits.length; j++) {
            if (j != excluded && logits[j] > logits[largest]) {
                largest = j;
            }
        }
        return largest;
    }

    /** The classes from the largest logit to the smallest; of equal ones the first comes first. */
    public static int[] ranking(float[] logits) {
        return IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -logits[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
