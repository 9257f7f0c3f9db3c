package org.robustness4j.dl4j.network;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.robustness4j.data.Matrix;

/** How a network turns its last pre-activation into an output, and so what its logits are. */
public enum OutputKind {
    SOFTMAX,
    /** Nothing follows the last layer: its output is taken for logits. */
    IDENTITY,
    /** One output p for two classes with the probabilities 1 - p and p, that is the logits 0 and z. */
    SIGMOID {
        @Override
        public Matrix classScores(Matrix output) {
            float[] scores = new float[2 * output.rows()];
            for (int i = 0; i < output.rows(); i++) {
                scores[2 * i] = 1 - output.get(i, 0);
                scores[2 * i + 1] = output.get(i, 0);
            }
            return new Matrix(output.rows(), 2, scores);
        }

        @Override
        public int classes(int outputs) {
            return 2;
        }

        @Override
        public Matrix logits(Matrix preActivation) {
            float[] logits = new float[2 * preActivation.rows()];
            for (int i = 0; i < preActivation.rows(); i++) {
                logits[2 * i + 1] = preActivation.get(i, 0);
            }
            return new Matrix(preActivation.rows(), 2, logits);
        }

        @Override
        public Matrix preActivationGradient(Matrix upstream) {
            float[] gradient = new float[upstream.rows()];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = upstream.get(i, 1);
            }
            return new Matrix(gradient.length, 1, gradient);
        }
    };

    /** The class scores {@code [n, classes]} in what the user's own model returns. */
    public Matrix classScores(Matrix output) {
        return output;
    }

    /** The number of classes. */
    public int classes(int outputs) {
        return outputs;
    }

    /** The logits {@code [n, classes]} of the last pre-activation. */
    public Matrix logits(Matrix preActivation) {
        return preActivation;
    }

    /** The gradient with respect to the last pre-activation, given the one with respect to the logits. */
    public Matrix preActivationGradient(Matrix upstream) {
        return upstream;
    }

    static OutputKind of(IActivation activation) {
        if (activation instanceof ActivationSoftmax) {
            return SOFTMAX;
        }
        if (activation instanceof ActivationIdentity) {
            return IDENTITY;
        }
        if (activation instanceof ActivationSigmoid) {
            return SIGMOID;
        }
        throw new IllegalArgumentException("The output activation " + activation
                + " is not that of a classifier; supported are softmax, identity (the outputs are logits) and sigmoid with one"
                + " output (two classes)");
    }

    /**
     * Checks the number of outputs.
     *
     * @throws IllegalArgumentException if it does not make a classifier
     */
    public void requireOutputs(long outputs) {
        if (this == SIGMOID && outputs != 1) {
            throw new IllegalArgumentException(
                    "A sigmoid with " + outputs
                            + " outputs gives independent labels, not classes; supported is a sigmoid with one output, or softmax");
        }
        if (this != SIGMOID && outputs < 2) {
            throw new IllegalArgumentException("The model has " + outputs + " output with the activation " + this
                    + "; a classifier has at least 2, or one with sigmoid");
        }
    }
}
