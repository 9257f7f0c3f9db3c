package org.robustness4j.dl4j.translation;

import java.util.OptionalInt;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.network.ClassLogits;
import org.robustness4j.dl4j.network.OutputKind;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * A DL4J network that a backend computes, with the normaliser before it and the meaning of its outputs behind.
 *
 * @param network gives the last pre-activations
 */
public record TranslatedClassifier(
        DifferentiableClassifier network, AffineNormalization normalization, ClassLogits output)
        implements DifferentiableClassifier {

    /**
     * A network that gives the classes of samples as a whole.
     *
     * @throws IllegalArgumentException if it gives others
     */
    public TranslatedClassifier(
            DifferentiableClassifier network, AffineNormalization normalization, OutputKind output) {
        this(network, normalization, output.of(InputShape.flat(1), network.classes()));
    }

    @Override
    public int classes() {
        return output.classes();
    }

    @Override
    public String computedBy() {
        return network.computedBy();
    }

    @Override
    public ForwardPass forward(Matrix batch) {
        ForwardPass pass = network.forward(normalization.normalize(batch));
        Matrix outputs = pass.logits();
        Matrix logits = output.logits(outputs, batch);
        return new ForwardPass() {
            @Override
            public Matrix logits() {
                return logits;
            }

            @Override
            public Matrix backward(Matrix upstream) {
                return normalization.backward(pass.backward(output.backward(upstream, outputs, batch)));
            }

            @Override
            public void close() {
                pass.close();
            }
        };
    }

    @Override
    public OptionalInt preferredBatch() {
        return network.preferredBatch();
    }

    @Override
    public boolean isParallel() {
        return network.isParallel();
    }

    @Override
    public DifferentiableClassifier withMemory(long bytes) {
        return new TranslatedClassifier(network.withMemory(bytes), normalization, output);
    }

    @Override
    public DifferentiableClassifier fork() {
        return new TranslatedClassifier(network.fork(), normalization, output);
    }
}
