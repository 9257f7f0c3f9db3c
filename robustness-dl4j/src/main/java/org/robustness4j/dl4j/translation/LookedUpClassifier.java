package org.robustness4j.dl4j.translation;

import java.util.OptionalInt;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.EmbeddedClassifier;
import org.robustness4j.model.internal.EmbeddingTable;

/**
 * A DL4J network of indices: the vectors are looked up, a backend computes the rest.
 *
 * @param network says how indices become vectors
 * @param rest gives the logits of vectors
 * @param vocabulary how many indices there are
 * @param whyNoGradients a clause that names the embedding
 */
public record LookedUpClassifier(
        EmbeddedNetwork network, DifferentiableClassifier rest, OptionalInt vocabulary, String whyNoGradients)
        implements EmbeddedClassifier {

    @Override
    public int classes() {
        return rest.classes();
    }

    @Override
    public EmbeddingTable table() {
        return network.table();
    }

    @Override
    public Matrix logits(Matrix batch) {
        return rest.logits(network.lookUp(batch));
    }

    @Override
    public ForwardPass embedded(Matrix batch) {
        ForwardPass pass = rest.forward(network.lookUp(batch));
        return new ForwardPass() {
            @Override
            public Matrix logits() {
                return pass.logits();
            }

            @Override
            public Matrix backward(Matrix upstream) {
                return network.gradientOfVectors(batch, pass.backward(upstream));
            }

            @Override
            public void close() {
                pass.close();
            }
        };
    }

    @Override
    public OptionalInt preferredBatch() {
        return rest.preferredBatch();
    }

    @Override
    public boolean isParallel() {
        return rest.isParallel();
    }

    @Override
    public String computedBy() {
        return rest.computedBy();
    }

    @Override
    public EmbeddedClassifier withMemory(long bytes) {
        return new LookedUpClassifier(network, rest.withMemory(bytes), vocabulary, whyNoGradients);
    }

    @Override
    public EmbeddedClassifier fork() {
        return new LookedUpClassifier(network, rest.fork(), vocabulary, whyNoGradients);
    }
}
