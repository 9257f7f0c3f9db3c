package org.robustness4j.dl4j.backend;

import java.util.OptionalInt;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;

/**
 * A network whose scores attacks may query, but whose gradients they cannot follow, because its layers give none of the
 * input.
 *
 * @param network gives the logits
 * @param whyNoGradients a clause that names the layer and the reason
 * @param vocabulary the number of indices that it takes, empty where its input is none
 */
public record ScoreOnlyClassifier(Classifier network, String whyNoGradients, OptionalInt vocabulary)
        implements Classifier {

    /** A network whose input is no indices. */
    ScoreOnlyClassifier(Classifier network, String whyNoGradients) {
        this(network, whyNoGradients, OptionalInt.empty());
    }

    @Override
    public int classes() {
        return network.classes();
    }

    @Override
    public Matrix logits(Matrix batch) {
        return network.logits(batch);
    }

    @Override
    public boolean isParallel() {
        return network.isParallel();
    }

    @Override
    public String computedBy() {
        return network.computedBy();
    }

    @Override
    public Classifier fork() {
        return new ScoreOnlyClassifier(network.fork(), whyNoGradients, vocabulary);
    }
}
