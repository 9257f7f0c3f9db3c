package org.robustness4j.evaluation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;

/**
 * A model's logits for any number of inputs, of which no more are put together than there is memory for.
 *
 * @param classifier the model
 * @param blockSize how many inputs it sees at once
 */
public record BlockwiseLogits(Classifier classifier, int blockSize) {

    /** The logits of each of some inputs, numbered from 0. */
    public List<float[]> of(int inputs, IntFunction<float[]> input) {
        List<float[]> logits = new ArrayList<>();
        for (int from = 0; from < inputs; from += blockSize) {
            List<float[]> block = IntStream.range(from, Math.min(inputs, from + blockSize))
                    .mapToObj(input)
                    .toList();
            Matrix values = classifier.logits(Matrix.ofRows(block, block.get(0).length));
            IntStream.range(0, block.size()).mapToObj(values::row).forEach(logits::add);
        }
        return logits;
    }
}
