package org.robustness4j.dl4j.backend;

import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;

/**
 * A network of which attacks see the scores alone, because it gives no gradient of its input.
 *
 * @param network gives the logits
 * @param whyNoGradients a clause that names the layer and the reason
 */
public record QueriedClassifier(Classifier network, String whyNoGradients) implements Classifier {

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
        return new QueriedClassifier(network.fork(), whyNoGradients);
    }
}
