package org.robustness4j.onnx;

import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.internal.Predictor;

/** A model that only ONNX Runtime computes. */
record ScoresAlone(Predictor own, String reason, int classes) implements Classifier {

    @Override
    public Matrix logits(Matrix batch) {
        return own.scores(batch);
    }

    @Override
    public boolean isParallel() {
        return false;
    }

    @Override
    public String computedBy() {
        return "ONNX Runtime";
    }

    @Override
    public String whyNoGradients() {
        return "the model gives scores alone: " + reason;
    }

    @Override
    public Classifier fork() {
        return this;
    }
}
